import { describe, expect, it } from 'vitest'
import type { MockOptions } from '../../../mock-server/entry/create-mock.ts'
import { testTime } from '../../signed-requests.ts'
import { ask } from '../../template-calls.ts'
import { startConsumer, type Item } from '../receipts/consumer.ts'
import { receiving } from '../receipts/receiving.ts'

const person = '8613800000001'
const text = {
  ChannelType: 'whatsapp',
  Type: 'message',
  MessageType: 'text',
  Content: '{"text":"hello"}',
  From: '8613900000001',
  To: person,
}

/** What is told of two notices a minute apart, of one to somebody else, of one the next day, and of a text in an open window. */
async function story(options: MockOptions = {}): Promise<Item[]> {
  const consumer = await startConsumer()
  const { mock, demo } = receiving(consumer, options)
  await demo.inbound({ from: person, text: 'hi' })
  await mock.send({ TaskId: 'first' })
  await demo.advance('1m')
  await mock.send({ TaskId: 'second' })
  await mock.send({
    TaskId: 'other',
    SenderList: [{ To: '8613800000002', TemplateParams: { name: 'Ann', order: '1' } }],
  })
  await mock.call({ ...text, TaskId: 'text' }, { action: 'SendChatappMessage' })
  await mock.send({
    TaskId: 'failed',
    SenderList: [{ To: '15550131026', TemplateParams: { name: 'Ann', order: '1' } }],
  })
  await demo.advance('24h')
  await mock.send({ TaskId: 'next-day' })
  await demo.advance('1m')
  return consumer.items()
}

const conversations = (items: readonly Item[], task: string): unknown[] =>
  items
    .filter(({ TaskId }) => TaskId === task)
    .map(({ Status, ConversationType, ConversationId }) => [Status, ConversationType, ConversationId])

describe('the conversation of a message', () => {
  it('is named in every receipt but that of a failure: one for a day, a kind and two who talk', async () => {
    const items = await story()
    const idOf = (task: string): unknown => items.find(({ TaskId }) => TaskId === task)?.['ConversationId']
    const first = idOf('first')
    expect(first).toMatch(/^7\d{14}$/)
    expect(conversations(items, 'first')).toEqual(
      ['Sent', 'Delivered', 'Read'].map((status) => [status, 'utility', first]),
    )
    expect(conversations(items, 'text')).toEqual(
      ['Sent', 'Delivered', 'Read'].map((status) => [status, 'service', idOf('text')]),
    )
    expect(idOf('second')).toBe(first)
    expect(new Set([first, idOf('text'), idOf('other'), idOf('next-day')]).size).toBe(4)
    expect(conversations(items, 'failed')).toEqual([
      ['Sent', 'utility', expect.any(String)],
      ['Failed', undefined, undefined],
    ])
  })

  it('has an id that follows from the seed', async () => {
    const ids = async (seed: number): Promise<unknown[]> =>
      (await story({ seed })).map(({ ConversationId }) => ConversationId)
    expect(await ids(5)).toEqual(await ids(5))
    expect((await ids(6))[0]).not.toBe((await ids(5))[0])
  })

  it('is named by ListChatappMessage, too, once the message was sent', async () => {
    const consumer = await startConsumer()
    const { mock, demo } = receiving(consumer)
    await mock.send()
    await mock.send({ SenderList: [{ To: '15550131026', TemplateParams: { name: 'Ann', order: '1' } }] })
    const listed = async (): Promise<unknown[]> => {
      const { body } = await ask(mock, 'ListChatappMessage', {
        BusinessNumber: text.From,
        ChannelType: 'whatsapp',
        Page: { Index: 1, Size: 10 },
        StartTime: testTime,
      })
      return (body['Data'] as Item[]).map(({ UserNumber, ConversationId }) => [UserNumber, ConversationId])
    }
    expect(await listed()).toEqual([
      ['15550131026', undefined],
      [person, undefined],
    ])
    await demo.advance('1m')
    expect(await listed()).toEqual([
      ['15550131026', undefined],
      [person, consumer.items().find(({ To }) => To === person)?.['ConversationId']],
    ])
  })
})
