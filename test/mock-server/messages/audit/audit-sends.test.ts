import { describe, expect, it } from 'vitest'
import { fetchOf } from '../../../../mock-server/adapters/fetch.ts'
import { auditSends } from '../../../../mock-server/messages/audit/audit-sends.ts'
import { createMock } from '../../../watched-emulators.ts'
import type { Mock } from '../../../../mock-server/entry/create-mock.ts'
import { createClient, TransportError, type BatchResult } from '../../../../sdk/index.ts'
import { mockUnderTest } from '../../../mock-under-test.ts'
import { recipients } from '../../../signed-requests.ts'
import { virtualTime } from '../../../sdk/virtual-time.ts'

const message = {
  ChannelType: 'whatsapp',
  TemplateCode: '1119000000000000001',
  Language: 'en',
  From: '8613900000001',
  CustSpaceId: 'cams-demo0001',
  TaskId: 'campaign',
} as const
const [batchCount, batchSize] = [20, 1000]
const everybody = recipients(batchCount * batchSize)

/** A mock in which the answers of four of twenty batches are lost after the commit. */
async function losing(): Promise<
  Mock & { readonly time: ReturnType<typeof virtualTime>; client: ReturnType<typeof createClient> }
> {
  const mock = createMock({ clock: 'virtual', throttled: false })
  await mock.demo.faults.add({
    fault: 'reset',
    at: 'after-commit',
    when: { operation: 'SendChatappMassMessage', nth: [3, 8, 13, 18] },
  })
  const time = virtualTime(mock.world.clock as never)
  const inProcess = fetchOf(mock)
  let nonces = 0
  const client = createClient({
    endpoint: 'http://127.0.0.1:4010',
    credentials: { accessKeyId: 'mock-ak-1', accessKeySecret: 'mock-sk-1' },
    clock: time,
    chance: { random: () => 0.5, nonce: () => `audit-${++nonces}` },
    retry: { attempts: 1 },
    fetch: (url, init) => time.busy(inProcess(url, init)),
  })
  return { ...mock, time, client }
}

describe('twenty batches of a thousand, with the answers of a fifth of them lost after the commit', () => {
  it('a client that simply repeats sends as many duplicates as were injected, and the audit names the repetitions', async () => {
    const { demo, time, client } = await losing()
    const repeated: string[] = []
    await time.run(
      (async () => {
        for (let batch = 0; batch < batchCount; batch++) {
          const input = {
            ...message,
            SenderList: everybody.slice(batch * batchSize, (batch + 1) * batchSize),
          }
          const send = () => client.call('SendChatappMassMessage', input)
          await send().catch(async (error: unknown) => {
            if (!(error instanceof TransportError)) throw error
            repeated.push(String((await send())['RequestId']))
          })
        }
      })(),
    )
    const [fault] = await demo.faults.list()
    const audit = await demo.audit({ task: 'campaign' })
    expect(fault?.struck).toBe(4)
    expect(audit).toMatchObject({
      recipients: 20_000,
      none: 0,
      once: 16_000,
      more: 4000,
      duplicates: (fault?.struck ?? 0) * batchSize,
    })
    expect(
      audit.calls.filter(({ repeats }) => repeats > 0).map(({ requestId, repeats }) => [requestId, repeats]),
    ).toEqual(repeated.map((id) => [id, batchSize]))
    expect(audit.calls.filter(({ faults }) => faults.includes('reset'))).toHaveLength(4)
    expect(audit.list).toHaveLength(100)
    for (const { accepted, calls } of audit.list) {
      expect(accepted).toBe(2)
      expect(repeated).toContain(calls[1]?.requestId)
    }
  })

  it('the careful mass send of the SDK sends none, and lists those it is not certain of', async () => {
    const { demo, time, client } = await losing()
    const results: BatchResult[] = []
    await time.run(
      (async () => {
        for await (const result of client.massSend(everybody, { message })) results.push(result)
      })(),
    )
    const audit = await demo.audit({ task: 'campaign' })
    const uncertain = results
      .filter(({ status }) => status === 'uncertain')
      .flatMap((batch) => batch.recipients.map(({ To }) => To))
    const lostAnswers = await demo.journal('fault:reset')
    const ofLostAnswers = lostAnswers.flatMap(({ input }) =>
      [...(input['SenderList'] ?? '').matchAll(/"To":"(\d+)"/g)].map(([, to]) => to),
    )
    expect(audit).toMatchObject({
      recipients: 20_000,
      none: 0,
      once: 20_000,
      more: 0,
      duplicates: 0,
      list: [],
    })
    expect(uncertain).toHaveLength(lostAnswers.length * batchSize)
    expect(lostAnswers).toHaveLength(4)
    expect([...uncertain].sort()).toEqual([...ofLostAnswers].sort())
  })
})

describe('an audit', () => {
  const to = (...numbers: string[]) =>
    numbers.map((To) => ({ To, TemplateParams: { name: 'A', order: '1' } }))

  it('counts recipients of refused and lost calls as none, unless another call reached them', async () => {
    const mock = mockUnderTest()
    await mock.demo.faults.add({ fault: 'reset', at: 'before-commit', when: { nth: 2 } })
    await mock.send({ TaskId: 't', SenderList: to('8613800000001', '8613800000002') })
    await mock.send({ TaskId: 't', SenderList: to('8613800000003') })
    await mock.send({ TaskId: 't', SenderList: to('8613800000004', '8613800000001'), From: '1' })
    await mock.send({ TaskId: 'other', SenderList: to('8613800000005') })
    const audit = await mock.demo.audit({ task: 't' })
    expect(audit).toMatchObject({ recipients: 4, none: 2, once: 2, more: 0, duplicates: 0 })
    expect(
      audit.list.map(({ to: number, accepted, calls }) => [
        number,
        accepted,
        calls.map((call) => call.accepted),
      ]),
    ).toEqual([
      ['8613800000003', 0, [false]],
      ['8613800000004', 0, [false]],
    ])
    expect(audit.calls.map(({ code, faults, recipients: count }) => [code, faults, count])).toEqual(
      [
        ['OK', [], 2],
        ['', ['reset'], 1],
        ['InvalidParameter.From', [], 2],
      ].map(([code, ...rest]) => [code === 'InvalidParameter.From' ? expect.any(String) : code, ...rest]),
    )
  })

  it('of a batch takes in the calls that say the same, and no others', async () => {
    const mock = mockUnderTest()
    const group = (await mock.send({ SenderList: to('8613800000001') })).body['GroupMessageId'] as string
    await mock.send({ SenderList: to('8613800000001') })
    await mock.send({ SenderList: to('8613800000001', '8613800000002') })
    await mock.send({ SenderList: to('8613800000001'), TemplateCode: '1119000000000000999' })
    const audit = await mock.demo.audit({ group })
    expect(audit).toMatchObject({ recipients: 1, more: 1, duplicates: 1 })
    expect(audit.calls.map(({ repeats }) => repeats)).toEqual([0, 1])
  })

  it('sees a recipient twice in one call, ids that are no numbers, and single sends', async () => {
    const mock = mockUnderTest({ lenient: true })
    await mock.send({ TaskId: 't', SenderList: to('8613800000001', '8613800000001') })
    await mock.call(
      {
        ChannelType: 'messenger',
        CustSpaceId: 'cams-demo0001',
        From: '100000000000001',
        To: '90000000000000000012345',
        Type: 'message',
        MessageType: 'text',
        Content: JSON.stringify({ text: 'Hi' }),
        TaskId: 't',
      },
      { action: 'SendChatappMessage' },
    )
    const audit = await mock.demo.audit({ task: 't' }, { show: 'all' })
    expect(audit.list.map(({ to: name, accepted }) => [name, accepted])).toContainEqual(['8613800000001', 2])
    expect(audit.list.map(({ to: name }) => name)).toContain('90000000000000000012345')
    expect(audit.duplicates).toBe(1)
  })

  it('is listed page by page, each recipient once', async () => {
    const mock = mockUnderTest()
    const people = recipients(250)
    await mock.send({ TaskId: 't', SenderList: people })
    await mock.send({ TaskId: 't', SenderList: people.slice(0, 120) })
    const seen: string[] = []
    let cursor: number | null = 0
    while (cursor !== null) {
      const page: Awaited<ReturnType<typeof mock.demo.audit>> = await mock.demo.audit(
        { task: 't' },
        { show: 'more', limit: 50, cursor },
      )
      seen.push(...page.list.map(({ to: number }) => number))
      cursor = page.next
    }
    expect(seen).toEqual(people.slice(0, 120).map(({ To }) => To))
  })

  it('of what is not there names what comes nearest', async () => {
    const mock = mockUnderTest()
    await mock.send({ TaskId: 'campaign-7' })
    await expect(mock.demo.audit({ task: 'campain-7' })).rejects.toThrow(
      'has no send with the TaskId "campain-7". Did you mean campaign-7?',
    )
    await expect(mock.demo.audit({ group: '1' })).rejects.toThrow('has no batch 1.')
    await expect(mock.demo.audit({} as never)).rejects.toThrow('Give exactly one of task')
  })

  it('of a million recipients makes no million objects', async () => {
    const mock = mockUnderTest({ throttled: false })
    await mock.send({ TaskId: 'big', SenderList: recipients(1000) })
    const [model] = mock.batches()
    if (model === undefined) throw new Error('no batch')
    for (let batch = 1; batch < 1000; batch++) {
      const senderList = JSON.stringify(
        Array.from({ length: 1000 }, (_, index) => ({
          To: String(8_613_800_000_000 + batch * 1000 + index),
        })),
      )
      mock.world.batches.set(`big-${batch}`, {
        ...model,
        groupMessageId: `big-${batch}`,
        requestId: `R-${batch}`,
        senderList,
      })
    }
    const audit = auditSends(mock.world, { task: 'big' })
    expect([audit?.once, audit?.more, audit?.none]).toEqual([1_000_000, 0, 0])
    // What is kept of a recipient is twelve bytes in two typed arrays; only the page that is asked for becomes objects.
    expect(audit?.list('all', 999_990, 100).recipients).toHaveLength(10)
  })
})
