import { describe, expect, it } from 'vitest'
import { statusReceipt } from '../../../contracts/callbacks/status-receipt.ts'
import { acknowledge, number, receiving } from './receiving.ts'
import { startConsumer } from './consumer.ts'

describe('a push of receipts', () => {
  it('is a POST of a JSON array without special headers', async () => {
    const consumer = await startConsumer()
    const { mock, demo } = receiving(consumer)
    await mock.send()
    await demo.wait('status:Sent')
    const [push] = consumer.pushes
    expect(push).toMatchObject({ method: 'POST', headers: { 'content-type': 'application/json' } })
    expect(Object.keys(push?.headers ?? {}).sort()).toEqual([
      'connection',
      'content-length',
      'content-type',
      'host',
    ])
    expect(push?.items).toHaveLength(1)
  })

  it('tells every step of a message at its time, with the fields the reference lists', async () => {
    const consumer = await startConsumer()
    const { mock, demo } = receiving(consumer)
    await mock.send({ TaskId: 'task-7' })
    await demo.wait('status:Read')
    const [message] = await demo.messages()
    expect(consumer.items().map(({ Status, Timestamp }) => [Status, Timestamp])).toEqual(
      message?.steps.map(({ status, at }) => [status, at]),
    )
    const [sent] = consumer.items()
    expect(statusReceipt.item.parse(sent)).toEqual({
      Status: 'Sent',
      MsgFrameType: 'template',
      Type: 'TEMPLATE',
      TaskId: 'task-7',
      From: number,
      To: message?.to,
      OriginPhoneNumber: number,
      Timestamp: message?.steps[0]?.at,
      ConversationId: expect.stringMatching(/^7\d{14}$/),
      ConversationType: 'utility',
      TemplateCode: '1119000000000000001',
      TemplateName: 'order_notice',
      Language: 'en',
      MessageId: message?.messageId,
    })
  })

  it('has the MessageId as TaskId when the call named none', async () => {
    const consumer = await startConsumer()
    const { mock, demo } = receiving(consumer)
    await mock.send()
    await demo.wait('status:Sent')
    for (const { TaskId, MessageId } of consumer.items()) expect(TaskId).toBe(MessageId)
  })

  it('describes a failure as code, title and details', async () => {
    const consumer = await startConsumer()
    const { mock, demo } = receiving(consumer, {
      plan: {
        sent: [0, 0],
        delivered: [10, 10],
        read: [0, 0],
        readProbability: 0,
        failProbability: 1,
        failCode: '131026',
      },
    })
    await mock.send()
    await demo.wait('status:Failed')
    expect(consumer.items().at(-1)).toMatchObject({
      Status: 'Failed',
      ErrorCode: '131026',
      ErrorDescription: '131026:Receiver is incapable of receiving this message(Message Undeliverable.)',
    })
  })

  it('carries up to a hundred items of one moment, and every item once', async () => {
    const consumer = await startConsumer()
    const { mock, demo } = receiving(consumer, {
      plan: {
        sent: [5, 5],
        delivered: [5, 5],
        read: [5, 5],
        readProbability: 1,
        failProbability: 0,
        failCode: '131026',
      },
    })
    const recipients = Array.from({ length: 250 }, (_, index) => ({
      To: String(8613800000000 + index),
      TemplateParams: { name: 'A', order: '1' },
    }))
    await mock.send({ SenderList: recipients })
    await demo.wait('status:Read', { count: 250 })
    expect(consumer.pushes.map(({ items }) => items.length)).toEqual([
      100, 100, 50, 100, 100, 50, 100, 100, 50,
    ])
    expect(new Set(consumer.items().map(({ MessageId, Status }) => `${MessageId} ${Status}`)).size).toBe(750)
  })

  it('gathers the receipts of a time when told to', async () => {
    const consumer = await startConsumer()
    const { mock, demo } = receiving(consumer, { pushes: { gather: 60_000, most: 100 } })
    await mock.send()
    await demo.advance('1m')
    expect(consumer.pushes.map(({ items }) => items.map(({ Status }) => Status))).toEqual([
      ['Sent', 'Delivered', 'Read'],
    ])
  })

  it('is in the journal with its answer, and found by type, recipient, status and task', async () => {
    const consumer = await startConsumer()
    const { mock, demo } = receiving(consumer)
    await mock.send({ TaskId: 'task-9' })
    await demo.wait('status:Read')
    const [message] = await demo.messages()
    for (const query of [
      'operation:ChatAppStatus',
      `operation:ChatAppStatus to:${message?.to}`,
      `operation:ChatAppStatus from:${number}`,
      'operation:ChatAppStatus task:task-9',
      'operation:ChatAppStatus status:200',
      'rule:push.accepted',
      'operation:ChatAppStatus template:order_notice',
    ])
      expect(await demo.journal(query), query).toHaveLength(3)
    const [delivered] = await demo.journal('operation:ChatAppStatus status:Delivered')
    expect(delivered).toMatchObject({
      status: 200,
      code: 'OK',
      body: JSON.stringify(acknowledge),
      rule: 'push.accepted',
      push: { url: consumer.url, attempt: 1, items: 1, next: null },
    })
    expect(await mock.explain(delivered?.requestId ?? '')).toMatchObject({
      requestId: delivered?.requestId,
      summary: 'The push was answered in time with HTTP 200 and a numeric code.',
    })
  })

  it('does not change the ids of answers', async () => {
    const consumer = await startConsumer()
    const [heard, unheard] = [receiving(consumer), receiving()]
    const idsOf = async ({ mock, demo }: typeof heard): Promise<unknown[]> => {
      const ids = []
      for (let round = 0; round < 3; round++) {
        ids.push((await mock.send()).body)
        await demo.advance('30s')
      }
      return ids
    }
    expect(await idsOf(heard)).toEqual(await idsOf(unheard))
  })
})
