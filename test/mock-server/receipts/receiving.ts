import { perform } from '../../../mock-server/control/perform.ts'
import { routeOf } from '../../../mock-server/control/routes/index.ts'
import type { MockOptions } from '../../../mock-server/entry/create-mock.ts'
import { systemTimer } from '../../../mock-server/ports/timer.ts'
import { accountKey, type Receiver } from '../../../mock-server/world/receivers.ts'
import { manualTimer } from './bad-consumers.ts'
import { mockUnderTest, type MockUnderTest } from '../../mock-under-test.ts'
import type { WorldHandle } from '../../../mock-server/entry/world-handle.ts'

export const uid = '1000000000000001'
export const number = '8613900000001'
export const spaceId = 'cams-demo0001'
export const acknowledge = { code: 0, msg: 'ok' }

export const receiver = (changes: Partial<Receiver> = {}): Receiver => ({
  statusUrl: undefined,
  inboundUrl: undefined,
  auditUrl: undefined,
  http: true,
  queue: false,
  ...changes,
})

/** An emulator whose demo account pushes its status receipts to a consumer; to nobody without one. */
export function receiving(
  consumer?: { readonly url: string },
  options: MockOptions = {},
): { mock: MockUnderTest & { explain(requestId: string): Promise<unknown> }; demo: WorldHandle } {
  // The three seconds of a push do not pass here.
  const mock = mockUnderTest({ timer: manualTimer().timer, ...options })
  if (consumer !== undefined) mock.world.receivers.set(accountKey(uid), receiver({ statusUrl: consumer.url }))
  const explain = (requestId: string): Promise<unknown> =>
    perform(routeOf('explain'), { requestId }, { emulator: mock, timer: systemTimer })
  return { mock: { ...mock, explain }, demo: mock.demo }
}
