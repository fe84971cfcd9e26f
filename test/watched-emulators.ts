import { checkExchange } from '../contracts/checks/index.ts'
import type { Exchange } from '../contracts/exchange.ts'
import { createMock as createUnwatched } from '../mock-server/entry/create-mock.ts'
import type { MockOptions } from '../mock-server/entry/mock-options.ts'
import { startMockServer as startUnwatched } from '../mock-server/entry/start-mock-server.ts'
import { ruleOf } from '../mock-server/emulator/rules.ts'

/*
 * Emulators as tests create them: an answer that names no known rule, or leaves the contract, fails the test it occurs in.
 */

/** One exchange for each rule and outcome since the test before. */
const named = new Map<string, Exchange>()

/** `createMock`, watched. */
export const createMock: typeof createUnwatched = (options, history) =>
  createUnwatched(watched(options), history)

/** `startMockServer`, watched. */
export const startMockServer: typeof startUnwatched = (options) => startUnwatched(watched(options))

function watched<Options extends MockOptions>(options: Options = {} as Options): Options {
  return {
    ...options,
    onExchange(exchange: Exchange) {
      // What a fault has touched is not to conform.
      if (exchange.faults.length === 0)
        named.set(`${exchange.rule} ${exchange.operation} ${exchange.status} ${exchange.code}`, exchange)
      options.onExchange?.(exchange)
    },
  }
}

/** Looks at the exchanges since the last look. Throws an error that says which of them no service would answer so. */
export async function judgeExchanges(): Promise<void> {
  const exchanges = [...named.values()]
  named.clear()
  for (const exchange of exchanges) {
    const { requestId, status, code, rule, evidence, operation } = exchange
    if (ruleOf(rule) === undefined)
      throw new Error(
        `The answer ${requestId} (${status} ${code}) names no known rule: ${JSON.stringify(rule)}`,
      )
    if (evidence.source === '') throw new Error(`The rule ${rule} gives no source for its evidence`)
    const violation = (await checkExchange(exchange)).find(
      ({ check }) => !exceptions.some(({ of, when }) => of === check && when(exchange)),
    )
    if (violation !== undefined)
      throw new Error(
        `The answer ${requestId} (${operation}, ${status} ${code} by ${rule}) leaves the contract. ${violation.check}: ${violation.message}`,
      )
  }
}

/** What tests of this project do on purpose and no service is to do. */
const exceptions: readonly {
  readonly of: string
  readonly why: string
  readonly when: (exchange: Exchange) => boolean
}[] = [
  {
    of: 'request-conforms',
    why: 'The tests send what does not fit, to see it refused; what is carried out all the same is found by negative-data-is-refused.',
    when: () => true,
  },
  { of: 'response-conforms', why: 'An answer to HEAD has no body.', when: ({ body }) => body === '' },
  {
    of: 'negative-data-is-refused',
    why: 'Parameters of a JSON body, read by option, are not in the exchange.',
    when: ({ input }) => Object.keys(input).length === 0,
  },
  {
    of: 'positive-data-is-accepted',
    why: 'The parameter came twice, and one of the two could not be decoded.',
    when: ({ rule }) => rule === 'gateway.request-is-readable',
  },
  {
    of: 'error-is-declared',
    why: 'The parameter at fault has a name no operation knows.',
    when: ({ rule, code }) => rule === 'gateway.request-is-readable' && code.startsWith('Invalid'),
  },
  {
    of: 'answer-fields-are-known',
    why: 'The one operation whose schema has no Code; the emulator answers it all the same.',
    when: ({ operation }) => operation === 'ChangeResourceGroup',
  },
]
