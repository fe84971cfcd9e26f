import { describe, expect, it } from 'vitest'
import type { Assumptions } from '../../../contracts/evidence/assumptions.ts'
import { report } from '../../../mock-server/receipts/report.ts'
import type { Receipt } from '../../../mock-server/world/receipt.ts'
import { accountKey, numberKey } from '../../../mock-server/world/receivers.ts'
import { readWorldFile } from '../../../mock-server/world-file/world-file.ts'
import { mockUnderTest } from '../../mock-under-test.ts'
import { number, receiver, spaceId, uid } from './receiving.ts'

const [own, account] = ['http://127.0.0.1:1/number', 'http://127.0.0.1:1/account']
const both = { statusUrl: account, inboundUrl: account, auditUrl: account }

/** The URLs, and the queue, a receipt is entered for. */
function pathsOf(
  mock: ReturnType<typeof mockUnderTest>,
  type: Receipt['type'] = 'ChatAppStatus',
  about: string | undefined = number,
): string[] {
  const { outbox, queues } = mock.world
  report(mock.world, { type, accountUid: uid, spaceId, number: about, item: { MessageId: '1' } })
  return [...[...outbox.pending()].map(({ url }) => url.split('/').at(-1) as string), ...queues.names()]
}

describe('a receipt goes', () => {
  it.each<
    [
      string,
      Parameters<typeof receiver>[0] | undefined,
      Parameters<typeof receiver>[0] | undefined,
      Partial<Assumptions>,
      string[],
    ]
  >([
    ['nowhere when nobody receives', undefined, undefined, {}, []],
    ['to the URL of its number', { statusUrl: own }, undefined, {}, ['number']],
    ['to the URL of its account', undefined, both, {}, ['account']],
    ['to the URL of its number when both have one', { statusUrl: own }, both, {}, ['number']],
    [
      'to the URL of its account when its number has one for other types only',
      { inboundUrl: own },
      both,
      {},
      ['account'],
    ],
    [
      'to the URL of its account by assumption',
      { statusUrl: own },
      both,
      { receiverLevel: 'account' },
      ['account'],
    ],
    ['to both by assumption', { statusUrl: own }, both, { receiverLevel: 'both' }, ['number', 'account']],
    ['once when both are the same', { statusUrl: account }, both, { receiverLevel: 'both' }, ['account']],
    ['nowhere with HttpFlag N', undefined, { ...both, http: false }, {}, []],
    [
      'nowhere with HttpFlag N of its number, whatever its account says',
      { statusUrl: own, http: false },
      both,
      {},
      [],
    ],
    [
      'into the queue with QueueFlag Y',
      undefined,
      { queue: true },
      {},
      ['Alicom-Queue-1000000000000001-ChatAppStatus'],
    ],
    [
      'to the URL and into the queue with both flags',
      undefined,
      { ...both, queue: true },
      {},
      ['account', 'Alicom-Queue-1000000000000001-ChatAppStatus'],
    ],
    [
      'into the queue alone with HttpFlag N and QueueFlag Y',
      undefined,
      { ...both, http: false, queue: true },
      {},
      ['Alicom-Queue-1000000000000001-ChatAppStatus'],
    ],
  ])('%s', (_, ofNumber, ofAccount, assumptions, expected) => {
    const mock = mockUnderTest({ assumptions, driven: false })
    if (ofNumber !== undefined) mock.world.receivers.set(numberKey(spaceId, number), receiver(ofNumber))
    if (ofAccount !== undefined) mock.world.receivers.set(accountKey(uid), receiver(ofAccount))
    expect(pathsOf(mock)).toEqual(expected)
  })

  it.each([
    ['nowhere', []],
    ['status-url', ['account']],
  ] as const)('%s when it is about a review and no URL was set for that', (auditReceipts, expected) => {
    const mock = mockUnderTest({ assumptions: { auditReceipts }, driven: false })
    mock.world.receivers.set(accountKey(uid), receiver({ statusUrl: account }))
    expect(pathsOf(mock, 'ChatAppAudit', undefined)).toEqual(expected)
  })
})

describe('callbacks', () => {
  it('are set by a world file, for accounts and for numbers, and exported with the world', async () => {
    const world = await readWorldFile(
      `accounts:
  - uid: '${uid}'
    callbacks: { status: ${account}, inbound: ${account}, queue: true }
    spaces:
      - id: ${spaceId}
        callbacks:
          '${number}': { status: ${own}, http: false }
pushes: { retryAfter: [1m, 2h], gather: 100ms }
disorder: { lost: 0.5, late: 0.1, lateBy: [1h, 2h] }`,
      'world.yaml',
    )
    const mock = mockUnderTest({ world })
    expect([...mock.world.receivers.entries()]).toEqual([
      [
        accountKey(uid),
        { statusUrl: account, inboundUrl: account, auditUrl: undefined, http: true, queue: true },
      ],
      [
        numberKey(spaceId, number),
        { statusUrl: own, inboundUrl: undefined, auditUrl: undefined, http: false, queue: false },
      ],
    ])
    expect(mock.world.pushes).toEqual({ retryAfter: [60_000, 7_200_000], gather: 100, most: 100 })
    // Disorder is another way to write faults; those of a probability of 0 are none.
    expect(mock.world.faults.map(({ rule }) => rule)).toEqual([
      {
        id: 'disorder-late',
        fault: 'receipt-late',
        with: { by: [3_600_000, 7_200_000] },
        at: 'callback',
        when: { probability: 0.1 },
      },
      { id: 'disorder-lost', fault: 'receipt-lost', with: {}, at: 'callback', when: { probability: 0.5 } },
    ])
    const again = mockUnderTest({ world: await mock.demo.export() })
    expect([...again.world.receivers.entries()]).toEqual([...mock.world.receivers.entries()])
    expect([again.world.pushes, again.world.faults.map(({ rule }) => rule)]).toEqual([
      mock.world.pushes,
      mock.world.faults.map(({ rule }) => rule),
    ])
  })

  it.each([
    ['callbacks: { status: nowhere }', 'status: an http or https URL'],
    ['callbacks: { status: "ftp://127.0.0.1/" }', 'status: an http or https URL'],
    ['callbacks: { state: "http://127.0.0.1/" }', 'unknown key. Did you mean status?'],
  ])('that cannot be are refused with file and line: %s', async (line, complaint) => {
    await expect(readWorldFile(`accounts:\n  - uid: '1'\n    ${line}\n`, 'world.yaml')).rejects.toThrow(
      complaint,
    )
  })

  it('are set by the control API', async () => {
    const mock = mockUnderTest()
    const world = await mock.createWorld({ disorder: { lost: 1 }, pushes: { gather: '1s' } })
    await world.receive({ status: account })
    await world.receive({ number, status: own, queue: true })
    const state = mock.worlds.get(world.id)
    expect([...(state?.receivers.entries() ?? [])]).toMatchObject([
      [accountKey(uid), { statusUrl: account, http: true, queue: false }],
      [numberKey(spaceId, number), { statusUrl: own, queue: true }],
    ])
    expect([state?.faults.map(({ rule }) => rule.fault), state?.pushes.gather]).toEqual([
      ['receipt-lost'],
      1000,
    ])
    await expect(world.receive({ number: '1', status: own })).rejects.toThrow('has no sender 1')
    await expect(world.receive({ account: '1', status: own })).rejects.toThrow('has no account 1')
    await expect(world.receive({ status: 'nowhere' })).rejects.toThrow('an http or https URL')
  })
})
