import { describe, expect, it } from 'vitest'
import { noDisorder, type Disorder } from '../../../mock-server/world/push-plan.ts'
import { startConsumer, type Consumer, type Item } from './consumer.ts'
import { receiving } from './receiving.ts'

const people = 40
const recipients = Array.from({ length: people }, (_, index) => ({
  To: String(8613800000100 + index),
  TemplateParams: { name: 'A', order: '1' },
}))
const hour = 3_600_000

/** What a consumer gets of a batch to forty people in a day. */
async function tell(
  changes: Partial<Disorder>,
  seed = 1,
): Promise<{
  consumer: Consumer
  items: Item[]
  arrived: Map<Item, number>
  beforeAnswer: number
  tally: object
}> {
  const consumer = await startConsumer()
  const { mock, demo } = receiving(consumer, { disorder: { ...noDisorder, ...changes }, seed })
  await mock.send({ SenderList: recipients })
  const beforeAnswer = consumer.items().length
  await demo.advance('1d')
  const { attempts, tally } = await demo.receipts()
  const times = new Map(
    attempts.flatMap(({ at, input }) =>
      (JSON.parse(input['Items'] as string) as Item[]).map((item): [string, number] => [
        JSON.stringify(item),
        at,
      ]),
    ),
  )
  const items = consumer.items()
  return {
    consumer,
    items,
    arrived: new Map(items.map((item) => [item, times.get(JSON.stringify(item)) ?? 0])),
    beforeAnswer,
    tally,
  }
}

const keyOf = ({ To, Status }: Item): string => `${String(To)} ${String(Status)}`
const all = recipients
  .flatMap(({ To }) => ['Sent', 'Delivered', 'Read'].map((Status) => keyOf({ To, Status })))
  .sort()
const keys = (items: readonly Item[]): string[] => items.map(keyOf)
const each = (items: readonly Item[]): string[] => [...new Set(keys(items))].sort()
const orderOf = (items: readonly Item[], to: string): unknown[] =>
  items.flatMap(({ To, Status }) => (To === to ? [Status] : []))

describe('without disorder', () => {
  it('everything arrives once and in order', async () => {
    const { items } = await tell({})
    expect(keys(items).sort()).toEqual(all)
    for (const { To } of recipients) expect(orderOf(items, To)).toEqual(['Sent', 'Delivered', 'Read'])
  })
})

describe('disorder on purpose', () => {
  it('duplicate: arrives again later', async () => {
    const { items, consumer } = await tell({ duplicate: 1 })
    expect(items).toHaveLength(all.length * 2)
    expect(each(items)).toEqual(all)
    for (const { items: together } of consumer.pushes)
      expect(new Set(keys(together)).size).toBe(together.length)
  })

  it('concurrent: arrives twice at the same moment, in two pushes', async () => {
    const { items, consumer } = await tell({ concurrent: 1 })
    expect(items).toHaveLength(all.length * 2)
    expect(each(items)).toEqual(all)
    const bodies = consumer.pushes.map((push) => JSON.stringify(push.items)).sort()
    for (let index = 0; index < bodies.length; index += 2) expect(bodies[index]).toBe(bodies[index + 1])
  })

  it('reorder: Delivered arrives before Sent', async () => {
    const { items } = await tell({ reorder: 1 })
    expect(keys(items).sort()).toEqual(all)
    for (const { To } of recipients)
      expect(orderOf(items, To).indexOf('Delivered')).toBeLessThan(orderOf(items, To).indexOf('Sent'))
  })

  it('reorder: what nothing follows arrives all the same, and so does what was overtaken by a lost one', async () => {
    const alone = await startConsumer()
    const { mock, demo } = receiving(alone, { disorder: { ...noDisorder, reorder: 1 } })
    await mock.send({ SenderList: [{ To: '15551001000', TemplateParams: { name: 'A', order: '1' } }] })
    await demo.advance('1d')
    expect(orderOf(alone.items(), '15551001000')).toEqual(['Sent'])
    const { items, tally } = await tell({ reorder: 1, lost: 0.5 }, 3)
    expect(items.length + (tally as { lost: number }).lost).toBe(all.length)
    expect(new Set(keys(items)).size).toBe(items.length)
  })

  it('reorder: what is held back counts as undelivered', async () => {
    const consumer = await startConsumer()
    const { mock, demo } = receiving(consumer, { disorder: { ...noDisorder, reorder: 1 } })
    await mock.send({ SenderList: recipients.slice(0, 3) })
    await demo.advance(450)
    expect(await mock.stopReceipts()).toEqual({
      receipts: 3,
      pushes: 0,
      urls: [{ url: consumer.url, receipts: 3 }],
    })
  })

  it('reorder: what is held back arrives at another address when receipts go there meanwhile', async () => {
    const [former, consumer] = [await startConsumer(), await startConsumer()]
    const { mock, demo } = receiving(former, { disorder: { ...noDisorder, reorder: 1 } })
    await mock.send({ SenderList: recipients.slice(0, 3) })
    await demo.advance(450)
    await mock.call(
      { CustSpaceId: 'cams-demo0001', StatusCallbackUrl: consumer.url, HttpFlag: 'Y' },
      { action: 'UpdateAccountWebhook' },
    )
    await demo.advance('1d')
    expect(former.items()).toEqual([])
    expect(keys(consumer.items()).sort()).toEqual(all.slice(0, 9))
  })

  it('reorder: what is overtaken follows, however late the other comes', async () => {
    const { items } = await tell({ reorder: 1, late: 1 })
    for (const { To } of recipients)
      expect(orderOf(items, To).indexOf('Delivered')).toBeLessThan(orderOf(items, To).indexOf('Sent'))
  })

  it('reorder: what was overtaken suffers what else befalls it', async () => {
    const { items, arrived } = await tell({
      reorder: 1,
      duplicate: 1,
      concurrent: 1,
      late: 1,
      lateBy: [hour, hour],
    })
    expect(keys(items).sort()).toEqual([...all, ...all, ...all].sort())
    for (const item of items.filter(({ Status }) => Status === 'Sent'))
      expect((arrived.get(item) as number) - (item['Timestamp'] as number)).toBeGreaterThan(2 * hour)
  })

  it('late: arrives hours after it happened', async () => {
    const { items, arrived } = await tell({ late: 1 })
    expect(each(items)).toEqual(all)
    for (const item of items) {
      const lateness = (arrived.get(item) as number) - (item['Timestamp'] as number)
      expect(lateness).toBeGreaterThanOrEqual(hour)
      expect(lateness).toBeLessThanOrEqual(6 * hour)
    }
  })

  it('lost: never arrives, and is counted', async () => {
    const { items, tally } = await tell({ lost: 1 })
    expect(items).toEqual([])
    expect(tally).toEqual({ accepted: 0, givenUp: 0, lost: all.length })
  })

  it('beforeAnswer: Sent is there before the answer of the send itself', async () => {
    const { items, beforeAnswer } = await tell({ beforeAnswer: 1 })
    expect(beforeAnswer).toBe(people)
    expect(keys(items).sort()).toEqual(all)
  })

  it('batch: each push has as many items as was drawn for it', async () => {
    const { consumer, items } = await tell({ batch: [3, 3], beforeAnswer: 1 })
    // Pushes of one moment travel side by side.
    expect(
      consumer.pushes
        .slice(0, 14)
        .map((push) => push.items.length)
        .sort(),
    ).toEqual([1, ...Array.from({ length: 13 }, () => 3)])
    expect(keys(items).sort()).toEqual(all)
    const sizes = (await tell({ batch: [1, 100], beforeAnswer: 1 })).consumer.pushes.map(
      (push) => push.items.length,
    )
    expect(new Set(sizes).size).toBeGreaterThan(1)
  })

  it('all of it at once loses nothing but what is lost', async () => {
    const { items, tally } = await tell({
      duplicate: 0.3,
      concurrent: 0.3,
      reorder: 0.3,
      late: 0.3,
      lost: 0.1,
      batch: [1, 100],
    })
    expect(each(items).length + (tally as { lost: number }).lost).toBe(all.length)
    expect(items.length).toBeGreaterThan(all.length)
  })

  it('is the same for the same seed, and another for another', async () => {
    const changes = { duplicate: 0.3, concurrent: 0.3, reorder: 0.3, late: 0.3, lost: 0.3 }
    const [first, again, other] = [await tell(changes, 7), await tell(changes, 7), await tell(changes, 8)]
    const history = ({ arrived }: typeof first): string[] =>
      [...arrived].map(([item, at]) => `${at} ${JSON.stringify(item)}`).sort()
    expect(history(again)).toEqual(history(first))
    expect(history(other)).not.toEqual(history(first))
  })

  it.each(['duplicate', 'concurrent', 'reorder', 'late', 'lost'] as const)(
    '%s happens about as often as it should',
    async (kind) => {
      const { items, arrived, tally } = await tell({ [kind]: 0.5 })
      const happened = {
        duplicate: items.length - all.length,
        concurrent: items.length - all.length,
        reorder: 3 * recipients.filter(({ To }) => orderOf(items, To)[0] !== 'Sent').length,
        late: items.filter((item) => (arrived.get(item) as number) - (item['Timestamp'] as number) >= hour)
          .length,
        lost: (tally as { lost: number }).lost,
      }[kind]
      expect(happened / all.length).toBeGreaterThan(0.3)
      expect(happened / all.length).toBeLessThan(0.7)
    },
  )
})
