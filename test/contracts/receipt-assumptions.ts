import type { AssumptionName } from '../../contracts/assumptions.ts'
import { report } from '../../mock-server/receipts/report.ts'
import { accountKey, numberKey } from '../../mock-server/world/receivers.ts'
import type { MockUnderTest } from '../mock-under-test.ts'
import { number, receiver, spaceId, uid } from '../mock-server/receipts/receiving.ts'
import { testTime } from '../signed-requests.ts'
import type { Row } from './assumption-row.ts'

const url = (path: string): string => `http://127.0.0.1:1/${path}`

/** Where a receipt is entered for; it is not sent. */
const goesTo = (type: 'ChatAppStatus' | 'ChatAppAudit') => async ({ world, stopReceipts }: MockUnderTest) => {
  world.receivers.set(accountKey(uid), receiver({ statusUrl: url('account') }))
  world.receivers.set(numberKey(spaceId, number), receiver({ statusUrl: url('number') }))
  report(world, { type, accountUid: uid, spaceId, number: type === 'ChatAppAudit' ? undefined : number, item: {} })
  const { urls } = await stopReceipts()
  return urls.map((each) => each.url.split('/').at(-1))
}

/** The minutes at which one push is tried on a consumer that answers so. */
const triedAt = (body: string) => async ({ world, demo, clock }: MockUnderTest) => {
  const tried: number[] = []
  const post = () => {
    tried.push((clock.now() - testTime) / 60_000)
    return Promise.resolve({ outcome: 'answered', status: 200, body, cut: false })
  }
  Object.assign(world, { transport: { post, close: () => Promise.resolve() } })
  world.receivers.set(accountKey(uid), receiver({ statusUrl: url('') }))
  report(world, { type: 'ChatAppStatus', accountUid: uid, spaceId, number, item: {} })
  await demo.advance('1d')
  return tried
}

/** The rows about receipts and their pushes. */
export const receiptAssumptions: { readonly [Name in AssumptionName]?: Row<Name> } = {
  receiverLevel: { ask: goesTo('ChatAppStatus'), answers: { number: ['number'], account: ['account'], both: ['number', 'account'] } },
  auditReceipts: { ask: goesTo('ChatAppAudit'), answers: { nowhere: [], 'status-url': ['account'] } },
  pushAcceptance: {
    ask: async (mock) => [(await triedAt('{"code":"0"}')(mock)).length, (await triedAt('{}')(mock)).length],
    answers: { 'numeric-code': [4, 4], 'no-wrong-code': [4, 1], 'status-200': [1, 1] },
  },
  pushRetries: { ask: triedAt('{}'), answers: { '1,5,10': [0, 1, 6, 16], '1,5,10,30,60,60,60,60,60': [0, 1, 6, 16, 46, 106, 166, 226, 286, 346] } },
}
