import type { Exchange } from '../contracts/exchange.ts'
import type { HttpReply, HttpRequest } from '../contracts/http.ts'
import { createMock } from './watched-emulators.ts'
import type { Mock, MockOptions } from '../mock-server/entry/create-mock.ts'
import type { Batch } from '../mock-server/world/batches.ts'
import { createVirtualClock, type Clock, type VirtualClock } from '../mock-server/ports/clock.ts'
import { massSend, signed, testTime, type Parameters, type Signing } from './signed-requests.ts'

/** A reply with the parts tests look at. */
export interface Reply {
  readonly status: number
  readonly headers: HttpReply['headers']
  readonly text: string
  /** The body parsed as JSON; empty if it is not JSON. */
  readonly body: Readonly<Record<string, unknown>>
  readonly code: unknown
  readonly message: unknown
  readonly rule: string | undefined
  readonly evidence: string | undefined
}

/** An emulator on a clock that stands at the time of the tests. */
export interface MockUnderTest extends Mock {
  readonly clock: VirtualClock
  /** Every exchange so far, oldest first. */
  readonly exchanges: readonly Exchange[]
  /** The mass sends accepted so far, oldest first. */
  batches(): Batch[]
  ask(request: HttpRequest): Promise<Reply>
  /** Signs a call at the present time of the clock and sends it. */
  call(parameters: Parameters, signing?: Signing): Promise<Reply>
  /** A mass send the demo world accepts, with changes. */
  send(changes?: Parameters, signing?: Signing): Promise<Reply>
}

/** A machine's time far from that of the tests, so that what they find does not depend on when they run. */
const longAgo: Clock = { kind: 'system', now: () => 0, distanceTo: (timestamp) => Math.abs(timestamp) }

/** Creates an emulator for a test. A defect of the emulator itself fails the test. */
export function mockUnderTest(options: MockOptions & { readonly at?: number } = {}): MockUnderTest {
  const { at = testTime, ...settings } = options
  const clock = createVirtualClock(at, longAgo)
  const exchanges: Exchange[] = []
  const mock = createMock({
    clock,
    onExchange: (exchange) => exchanges.push(exchange),
    onDefect: (error) => {
      throw error
    },
    ...settings,
  })
  const ask = async (request: HttpRequest): Promise<Reply> => toReply(await mock.handle(request))
  const call: MockUnderTest['call'] = (parameters, signing = {}) =>
    ask(signed(parameters, { at: clock.now(), ...signing }))
  return {
    ...mock,
    clock,
    exchanges,
    batches: () => [...mock.world.batches.values()],
    ask,
    call,
    send: (changes, signing) => call(massSend(changes), signing),
  }
}

/** Takes a reply apart. */
export function toReply({ status, headers, body: text }: HttpReply): Reply {
  const body = parsed(text)
  return {
    status,
    headers,
    text,
    body,
    code: body['Code'],
    message: body['Message'],
    rule: headers['x-mock-rule'],
    evidence: headers['x-mock-evidence'],
  }
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    return text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

/** What a refusal looks like to its caller: for comparing in one step. */
export const refusalOf = ({ status, code, message, rule }: Reply): Record<string, unknown> => ({
  status,
  code,
  message,
  rule,
})
