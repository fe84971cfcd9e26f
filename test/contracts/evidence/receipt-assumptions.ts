import type { AssumptionName } from '../../../contracts/evidence/assumptions.ts'
import { queueName } from '../../../mock-server/receipts/destinations.ts'
import { report } from '../../../mock-server/receipts/report.ts'
import { accountKey, numberKey } from '../../../mock-server/world/receivers.ts'
import type { MockUnderTest } from '../../mock-under-test.ts'
import { number, receiver, spaceId, uid } from '../../mock-server/receipts/receiving.ts'
import { testTime } from '../../signed-requests.ts'
import type { Row } from './assumption-row.ts'

const url = (path: string): string => `http://127.0.0.1:1/${path}`

/** Where a receipt is entered for; it is not sent. */
const goesTo =
  (type: 'ChatAppStatus' | 'ChatAppAudit') =>
  async ({ world, stopReceipts }: MockUnderTest) => {
    world.receivers.set(accountKey(uid), receiver({ statusUrl: url('account') }))
    world.receivers.set(numberKey(spaceId, number), receiver({ statusUrl: url('number') }))
    report(world, {
      type,
      accountUid: uid,
      spaceId,
      number: type === 'ChatAppAudit' ? undefined : number,
      item: {},
    })
    const { urls } = await stopReceipts()
    return urls.map((each) => each.url.split('/').at(-1))
  }

/** The minutes at which one push is tried on a consumer that answers so. */
const triedAt =
  (body: string) =>
  async ({ world, demo, clock }: MockUnderTest) => {
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
  receiverLevel: {
    ask: goesTo('ChatAppStatus'),
    answers: { number: ['number'], account: ['account'], both: ['number', 'account'] },
  },
  receiptConversation: {
    ask: async (mock) => {
      const { world, demo } = mock
      world.receivers.set(accountKey(uid), receiver({ http: false, queue: true }))
      await demo.inbound({ from: '8613800000001', text: 'hi' })
      await mock.send()
      await mock.call(
        {
          ChannelType: 'whatsapp',
          Type: 'message',
          MessageType: 'text',
          Content: '{"text":"hello"}',
          From: number,
          To: '8613800000001',
        },
        { action: 'SendChatappMessage' },
      )
      await demo.advance('1m')
      const types = world.queues
        .peek(queueName(uid, 'ChatAppStatus'), mock.clock.now(), 100)
        .map(({ body }) => (JSON.parse(body) as { ConversationType?: string }).ConversationType)
      return [...new Set(types)].sort()
    },
    answers: {
      'all-but-failed': ['service', 'utility'],
      'free-form': ['service', undefined],
      none: [undefined],
    },
  },
  auditReceipts: { ask: goesTo('ChatAppAudit'), answers: { nowhere: [], 'status-url': ['account'] } },
  pushAcceptance: {
    ask: async (mock) => [(await triedAt('{"code":"0"}')(mock)).length, (await triedAt('{}')(mock)).length],
    answers: { 'numeric-code': [4, 4], 'no-wrong-code': [4, 1], 'status-200': [1, 1] },
  },
  pushRetries: {
    ask: triedAt('{}'),
    answers: {
      '1,5,10': [0, 1, 6, 16],
      '1,5,10,30,60,60,60,60,60': [0, 1, 6, 16, 46, 106, 166, 226, 286, 346],
    },
  },
}
