import { describe, expect, it } from 'vitest'
import { inboundContents } from '../../../contracts/callbacks/inbound-content.ts'
import { inboundReceipt } from '../../../contracts/callbacks/inbound-receipt.ts'
import type { MockOptions } from '../../../mock-server/entry/create-mock.ts'
import type { Transport } from '../../../mock-server/ports/transport.ts'
import { accountKey } from '../../../mock-server/world/receivers.ts'
import { mockUnderTest, type MockUnderTest } from '../../mock-under-test.ts'
import { massSend, testTime } from '../../signed-requests.ts'
import { body, buttons, link, phone, reply } from '../../template-calls.ts'
import { receiver, uid } from '../receipts/receiving.ts'

const person = '8613800000001'
const number = '8613900000001'
const replies = { TemplateCode: '1119000000000000005' }

/** Sends the template with three quick-reply buttons to the person and returns the id of the message. */
async function ask(mock: MockUnderTest, recipient: Record<string, unknown> = {}): Promise<string> {
  await mock.send({ ...replies, SenderList: [{ To: '8613800000009' }, { To: person, ...recipient }] })
  const [message] = await mock.demo.messages(`to:${person}`)
  return message?.messageId ?? ''
}

/** An emulator that collects what it pushes instead of sending it. */
function collecting(options: MockOptions = {}): { mock: MockUnderTest; items: Record<string, unknown>[] } {
  const items: Record<string, unknown>[] = []
  const transport: Transport = {
    async post(_url, body) {
      items.push(...(JSON.parse(body) as Record<string, unknown>[]))
      return { outcome: 'answered', status: 200, body: '{"code":0}', cut: false }
    },
    close: async () => {},
  }
  const mock = mockUnderTest({ ...options, transport })
  mock.world.receivers.set(accountKey(uid), receiver({ inboundUrl: 'http://127.0.0.1:9/inbound' }))
  return { mock, items }
}

describe('a text', () => {
  it('is reported with every documented field', async () => {
    const { item, messageId, windowUntil } = await mockUnderTest().demo.inbound({
      from: person,
      text: 'hello',
      name: 'Ann',
    })
    expect(item).toEqual({
      MessageId: messageId,
      CustSpaceId: 'cams-demo0001',
      WabaId: '200000000000001',
      From: person,
      To: number,
      DisplayName: 'Demo',
      NoticeType: 'inbound',
      Type: 'TEXT',
      Message: 'hello',
      Timestamp: testTime,
      Name: 'Ann',
    })
    expect(messageId).toMatch(/^10\d{14}$/)
    expect(windowUntil).toBe(testTime + 86_400_000)
  })

  it('goes to the number that last wrote to the person', async () => {
    const mock = mockUnderTest()
    await mock.send({ From: '8613900000002' })
    expect((await mock.demo.inbound({ from: person, text: 'hi' })).item).toMatchObject({
      To: '8613900000002',
    })
    expect((await mock.demo.inbound({ from: person, to: number, text: 'hi' })).item).toMatchObject({
      To: number,
    })
  })

  it('is pushed to the URL for messages of persons', async () => {
    const { mock, items } = collecting()
    const { item } = await mock.demo.inbound({ from: person, text: 'hello' })
    await mock.demo.advance('10s')
    expect(items).toEqual([item])
  })

  it('names the message it answers', async () => {
    const mock = mockUnderTest()
    const id = await ask(mock)
    expect((await mock.demo.inbound({ from: person, text: 'why?', replyTo: id })).item).toMatchObject({
      Type: 'TEXT',
      Context: { from: number, id },
    })
  })
})

describe('a button', () => {
  it.each([
    ['Yes', 'p1'],
    ['no', 'p2'],
    [3, 'p3'],
  ])('%o is a REPLY with the payload at its place', async (button, payload) => {
    const mock = mockUnderTest()
    const id = await ask(mock, { Payload: ['p1', 'p2', 'p3'] })
    const { item } = await mock.demo.inbound({ from: person, button })
    const text = { p1: 'Yes', p2: 'No', p3: 'Later' }[payload]
    expect(item).toMatchObject({
      Type: 'REPLY',
      Message: JSON.stringify({ payload, text }),
      Context: { from: number, id },
    })
  })

  it('carries only the text when the request had no payload for it', async () => {
    const mock = mockUnderTest()
    await ask(mock, { Payload: ['p1'] })
    expect((await mock.demo.inbound({ from: person, button: 'No' })).item).toMatchObject({
      Type: 'REPLY',
      Message: '{"text":"No"}',
    })
  })

  it('is that of the newest message that has it', async () => {
    const mock = mockUnderTest()
    await ask(mock, { Payload: ['old'] })
    await ask(mock, { Payload: ['new'] })
    await mock.send()
    expect((await mock.demo.inbound({ from: person, button: 'Yes' })).item).toMatchObject({
      Message: '{"payload":"new","text":"Yes"}',
    })
  })

  it('that no message has is refused, with those there are', async () => {
    const mock = mockUnderTest()
    await ask(mock)
    await expect(mock.demo.inbound({ from: person, button: 'Maybe' })).rejects.toThrow(
      'Known: Yes, No, Later',
    )
    await expect(mock.demo.inbound({ from: '8613800000077', button: 'Yes' })).rejects.toThrow('Known: none')
  })
})

describe('a pressed button', () => {
  const offer = {
    code: '1119000000000000031',
    name: 'offer',
    language: 'en',
    components: [body('Sale!'), buttons(link(), reply('More'), phone())] as never,
  }
  const world = { accounts: [{ uid, spaces: [{ id: 'cams-demo0001', templates: [offer] }] }] }
  const offered = async () => {
    const collected = collecting({ world })
    await collected.mock.send({ TemplateCode: offer.code, SenderList: [{ To: person, Payload: ['p1'] }] })
    const [message] = await collected.mock.demo.messages()
    return { ...collected, id: message?.messageId ?? '' }
  }

  it.each([
    ['open', 'URL', 'Open'],
    [3, 'PHONE_NUMBER', 'Call'],
  ] as const)('%o sends nothing and opens no window', async (button, kind, text) => {
    const { mock, items, id } = await offered()
    expect(await mock.demo.press({ from: person, button })).toEqual({ kind, text, pressed: id })
    await mock.demo.advance('10s')
    expect(items).toEqual([])
    expect([...mock.world.conversations.values(), ...mock.world.inbound.values()]).toEqual([])
  })

  it('that is a QUICK_REPLY answers', async () => {
    const { mock, items, id } = await offered()
    const { received, ...rest } = await mock.demo.press({ from: person, button: 'More' })
    expect(rest).toEqual({ kind: 'QUICK_REPLY', text: 'More', pressed: id })
    await mock.demo.advance('10s')
    expect(items).toEqual([received?.item])
    expect(received).toMatchObject({
      item: { Type: 'REPLY', Message: '{"payload":"p1","text":"More"}' },
      windowUntil: testTime + 86_400_000,
    })
  })

  it('that no message has is refused, with those there are', async () => {
    const { mock } = await offered()
    await expect(mock.demo.press({ from: person, button: 'Buy' })).rejects.toThrow(
      'has a QUICK_REPLY or URL or PHONE_NUMBER button "Buy". Known: Open, More, Call.',
    )
    await expect(mock.demo.inbound({ from: person, button: 'Open' })).rejects.toThrow('Known: More.')
    await expect(mock.demo.press({ from: person, button: 'Open', replyTo: '1' })).rejects.toThrow(
      'has sent no message 1',
    )
  })
})

describe('other kinds', () => {
  it.each([
    ['image', { caption: 'Look' }, 'IMAGE', { caption: 'Look', mimeType: 'image/jpeg' }],
    ['video', {}, 'VIDEO', { name: 'video', mimeType: 'video/mp4' }],
    ['audio', {}, 'AUDIO', { name: 'audio', mimeType: 'audio/ogg' }],
    [
      'document',
      { filename: 'a.pdf' },
      'DOCUMENT',
      { name: 'a.pdf', filename: 'a.pdf', mimeType: 'application/pdf' },
    ],
  ] as const)('reports an %s with its address, as the samples do', async (type, more, wire, fields) => {
    const { item } = await mockUnderTest().demo.inbound({
      from: person,
      media: { type, url: 'https://a.example/b', ...more },
    })
    expect(item).toMatchObject({ Type: wire, From: `+${person}`, To: `+${number}` })
    const content: unknown = JSON.parse(String(item['Message']))
    expect(content).toEqual({ ...fields, id: expect.stringMatching(/^\d{16}$/), url: 'https://a.example/b' })
    expect(inboundContents[wire].parse(content)).toEqual(content)
  })

  it('leaves the plus out by option', async () => {
    const { item } = await mockUnderTest({ assumptions: { inboundPlus: 'never' } }).demo.inbound({
      from: person,
      media: { type: 'image' },
    })
    expect(item).toMatchObject({ From: person, To: number })
  })

  it('reports a place and contacts', async () => {
    const mock = mockUnderTest()
    const place = await mock.demo.inbound({
      from: person,
      location: { latitude: 48.2, longitude: '16.37', name: 'Shop' },
    })
    expect(place.item).toMatchObject({
      Type: 'LOCATION',
      Message: '{"latitude":"48.2","longitude":"16.37","name":"Shop","address":""}',
    })
    expect((await mock.demo.inbound({ from: person, contacts: [{ name: 'Kim' }] })).item).toMatchObject({
      Type: 'CONTACTS',
      Message: '[{"name":"Kim"}]',
    })
  })

  it('reports a reaction as a text that names the message, or not at all', async () => {
    const { mock, items } = collecting()
    const id = await ask(mock)
    await mock.demo.inbound({ from: person, reaction: '👍', replyTo: id })
    await mock.demo.advance('10s')
    expect(items).toMatchObject([{ Type: 'TEXT', Message: '👍', Context: { id } }])
    const silent = collecting({ assumptions: { inboundReaction: 'unreported' } })
    await silent.mock.demo.inbound({ from: person, reaction: '👍' })
    await silent.mock.demo.advance('10s')
    expect(silent.items).toEqual([])
  })

  it('fits the schema of the receipt', async () => {
    const mock = mockUnderTest()
    await ask(mock, { Payload: ['p'] })
    for (const given of [
      { text: 'x' },
      { button: 'Yes' },
      { media: { type: 'image' as const } },
      { location: { latitude: 1, longitude: 2 } },
      { reaction: '👍' },
      { contacts: [{}] },
    ]) {
      const { item } = await mock.demo.inbound({ from: person, ...given })
      expect(inboundReceipt.item.safeParse(item).success, JSON.stringify(given)).toBe(true)
    }
  })
})

describe('what cannot be', () => {
  it.each([
    [{ from: person }, 'exactly one of text, button'],
    [{ from: person, text: 'a', reaction: '👍' }, 'exactly one of text, button'],
    [{ from: person, text: 'a', to: '1' }, 'has no whatsapp sender 1. Known: 8613900000001'],
    [{ from: person, text: 'a', channel: 'line' }, 'has no line sender'],
    [{ from: person, text: 'a', replyTo: '1' }, 'has sent no message 1'],
    [{ from: '', text: 'a' }, 'from'],
    [{ from: '+8613800000001', text: 'a' }, 'digits with country code, without a plus'],
    [
      { from: person, location: { latitude: 'here', longitude: 1 } },
      '/location/latitude: given "here", degrees, such as 48.2 or -16.37',
    ],
    [{ from: person, button: 1.5 }, '/button: given 1.5, the text of a button, or its place from 1'],
  ])('is refused: %o', async (given, complaint) => {
    await expect(mockUnderTest().demo.inbound(given)).rejects.toThrow(complaint)
  })
})

const talkative = (To: string): Record<string, unknown> =>
  massSend({ ...replies, SenderList: [{ To, Payload: ['p1', 'p2'] }] })

describe('test recipients that answer', () => {
  it.each([
    ['15551005000', { Type: 'TEXT', Message: 'STOP' }],
    ['15551006000', { Type: 'TEXT', Message: 'OK' }],
    ['15551007000', { Type: 'REPLY', Message: '{"payload":"p1","text":"Yes"}' }],
  ])('%s answers two seconds after reading', async (number, answer) => {
    const { mock, items } = collecting()
    await mock.call(talkative(number))
    const [message] = (await mock.demo.wait(`to:${number} status:Read`)).matches as {
      messageId: string
      steps: { at: number }[]
    }[]
    await mock.demo.advance(1999)
    expect(items).toEqual([])
    await mock.demo.advance(1)
    await mock.demo.advance('10s')
    expect(items).toMatchObject([
      {
        ...answer,
        From: number,
        To: '8613900000001',
        Context: { id: message?.messageId },
        Timestamp: (message?.steps.at(-1)?.at ?? 0) + 2000,
      },
    ])
  })

  it.each([
    ['23h', 'OK'],
    ['25h', 'SessionWindowExpired'],
  ])(
    'open the window at the time of their answer, also when the clock jumps %s at once',
    async (duration, code) => {
      const mock = mockUnderTest({ assumptions: { closedWindow: 'refuse-call' } })
      await mock.call(talkative('15551006000'))
      await mock.demo.advance(duration)
      const text = {
        ChannelType: 'whatsapp',
        Type: 'message',
        MessageType: 'text',
        Content: '{"text":"hello"}',
        From: '8613900000001',
        To: '15551006000',
      }
      expect((await mock.call(text, { action: 'SendChatappMessage' })).code).toBe(code)
    },
  )
})
