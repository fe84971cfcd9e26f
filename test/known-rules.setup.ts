import { afterEach, vi } from 'vitest'
import type { Exchange } from '../contracts/exchange.ts'
import type { EmulatorPorts } from '../mock-server/emulator/emulator.ts'

/*
 * Watches every emulator of the whole suite: an answer that names no known rule, or leaves the contract, fails the test it occurs in.
 */

/** One exchange for each rule and outcome since the test before. */
const named = vi.hoisted(() => new Map<string, Exchange>())

vi.mock(import('../mock-server/emulator/emulator.ts'), async (importOriginal) => {
  const original = await importOriginal()
  return {
    ...original,
    createEmulator: (ports: EmulatorPorts) =>
      original.createEmulator({
        ...ports,
        onExchange(exchange) {
          // What a fault has touched is not to conform.
          if (exchange.faults.length === 0)
            named.set(`${exchange.rule} ${exchange.operation} ${exchange.status} ${exchange.code}`, exchange)
          ports.onExchange?.(exchange)
        },
      }),
  }
})

afterEach(async () => {
  if (named.size === 0) return
  const exchanges = [...named.values()]
  named.clear()
  const { ruleOf } = await import('../mock-server/emulator/rules.ts')
  for (const { requestId, status, code, rule, evidence } of exchanges) {
    if (ruleOf(rule) === undefined)
      throw new Error(
        `The answer ${requestId} (${status} ${code}) names no known rule: ${JSON.stringify(rule)}`,
      )
    if (evidence.source === '') throw new Error(`The rule ${rule} gives no source for its evidence`)
  }
  const { checkExchange } = await import('../contracts/checks/index.ts')
  for (const exchange of exchanges) {
    const violations = (await checkExchange(exchange)).filter(
      ({ check }) => !exceptions.some(({ of, when }) => of === check && when(exchange)),
    )
    const [first] = violations
    if (first !== undefined)
      throw new Error(
        `The answer ${exchange.requestId} (${exchange.operation}, ${exchange.status} ${exchange.code} by ${exchange.rule}) leaves the contract. ${first.check}: ${first.message}`,
      )
  }
})

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
