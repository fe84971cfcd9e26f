import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { describe, expect, it, onTestFinished } from 'vitest'
import { callbacks } from '../../../contracts/callbacks/index.ts'
import {
  createReceiver,
  createSeenReceipts,
  expressReceipts,
  fetchReceipts,
  parseReceipts,
  type Receipt,
} from '../../../sdk/index.ts'

const [failed, read] = callbacks.ChatAppStatus.examples
const [text, reply] = callbacks.ChatAppInbound.examples
const [audit, quality] = callbacks.ChatAppAudit.examples

describe('a push', () => {
  it('is read with all kinds of items in one body', () => {
    const receipts = parseReceipts(JSON.stringify([failed, text, reply, audit, quality]))
    expect(receipts.map(({ kind }) => kind)).toEqual(['status', 'inbound', 'inbound', 'audit', 'audit'])
    expect(receipts.map(({ item }) => item)).toEqual([failed, text, reply, audit, quality])
  })

  it('is read as text, bytes, parsed value, single object and queue message', () => {
    const json = JSON.stringify(read)
    for (const body of [
      json,
      `[${json}]`,
      Buffer.from(json),
      JSON.parse(json),
      [JSON.parse(json)],
      Buffer.from(json).toString('base64'),
    ]) {
      expect(parseReceipts(body)).toEqual([{ kind: 'status', item: read }])
    }
  })

  it('tells the text of a message, the object of every other one, and the text where it is none', () => {
    const contents = [
      text,
      reply,
      { ...reply, Type: 'IMAGE', Message: { id: '1', mimeType: 'image/png', url: 'https://x' } },
      { ...reply, Message: 'not JSON' },
      { ...reply, Type: 'text', Message: '{"a":1}' },
    ]
    const messages = parseReceipts(contents).flatMap((receipt) =>
      receipt.kind === 'inbound' ? [receipt.message] : [],
    )
    expect(messages).toEqual([
      { Type: 'TEXT', content: 'hello' },
      { Type: 'REPLY', content: { payload: 'payload1', text: 'Yes' } },
      { Type: 'IMAGE', content: { id: '1', mimeType: 'image/png', url: 'https://x' } },
      { Type: 'REPLY', content: 'not JSON' },
      { Type: 'TEXT', content: '{"a":1}' },
    ])
  })

  it('has its documented slips mended', () => {
    const { Timestamp: _time, ...rest } = text as Record<string, unknown>
    const [inbound, status] = parseReceipts([
      { ...rest, From: '+8613800000002', 'Timestamp ': '1790000002000' },
      { ...read, ConversionExpirationTime: 1_790_000_003_000 },
    ])
    expect(inbound?.item).toEqual(text)
    expect(status?.item).toEqual({ ...read, ConversationExpirationTime: 1_790_000_003_000 })
  })

  it('keeps items of no known kind as they came', () => {
    const items = [1, null, 'x', {}, { Status: 'Sent' }, []]
    expect(parseReceipts(items)).toEqual(items.map((item) => ({ kind: 'unknown', item })))
  })

  it.each(['', 'hello', '{', '<xml/>'])('%j is not JSON', (body) => {
    expect(() => parseReceipts(body)).toThrow(SyntaxError)
  })
})

/** A receiver with all that reached its handler. */
function receiver(handle: (receipt: Receipt) => void | Promise<void> = () => {}): {
  receive: ReturnType<typeof createReceiver>
  handled: Receipt[]
  errors: unknown[]
} {
  const handled: Receipt[] = []
  const errors: unknown[] = []
  const receive = createReceiver({
    onReceipt: async (receipt) => {
      await handle(receipt)
      handled.push(receipt)
    },
    onError: (error) => errors.push(error),
  })
  return { receive, handled, errors }
}

describe('a receiver', () => {
  it('answers as the platform expects', async () => {
    expect(await receiver().receive([failed])).toEqual({ status: 200, body: { code: 0, msg: 'received' } })
  })

  it('shows repetitions only once, but every state of a message', async () => {
    const { receive, handled } = receiver()
    await receive([failed, read])
    await receive([failed])
    await receive([{ ...failed, Status: 'Delivered' }, text, text, audit, audit])
    expect(handled.map(({ kind }) => kind)).toEqual(['status', 'status', 'status', 'inbound', 'audit'])
  })

  it('asks for the push again when a receipt was not handled, and then shows only that one', async () => {
    let broken = true
    const { receive, handled, errors } = receiver(({ kind }) => {
      if (kind === 'inbound' && broken) throw new Error('database down')
    })
    expect(await receive([failed, text])).toEqual({
      status: 500,
      body: { code: 500, msg: '1 of 2 receipts were not handled' },
    })
    broken = false
    expect(await receive([failed, text])).toMatchObject({ status: 200 })
    expect(handled.map(({ kind }) => kind)).toEqual(['status', 'inbound'])
    expect(errors).toEqual([new Error('database down')])
  })

  it('lets a repetition that comes while the first is handled share its fate', async () => {
    let finish: ((error: Error) => void) | undefined
    const { receive, handled } = receiver(() => new Promise((_resolve, reject) => (finish = reject)))
    const answers = [receive([failed]), receive([failed])]
    await Promise.resolve()
    finish?.(new Error('no'))
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([500, 500])
    expect(handled).toEqual([])
  })

  it('refuses what is not JSON', async () => {
    const { receive, errors } = receiver()
    expect(await receive('<html>')).toMatchObject({ status: 400, body: { code: 400 } })
    expect(errors).toEqual([expect.any(SyntaxError)])
  })

  it('remembers only so many', () => {
    const seen = createSeenReceipts(2)
    for (const key of ['a', 'b', 'c']) void seen.add(key)
    expect(['a', 'b', 'c'].map((key) => seen.has(key))).toEqual([false, true, true])
  })
})

describe('a handler', () => {
  it.each([
    ['before a body parser', []],
    ['after express.json()', [express.json()]],
    ['after express.text()', [express.text({ type: '*/*' })]],
  ])('works in Express %s', async (_where, parsers) => {
    const handled: Receipt[] = []
    const app = express()
    app.post('/receipts', ...parsers, expressReceipts({ onReceipt: (receipt) => void handled.push(receipt) }))
    const server = createServer(app).listen(0, '127.0.0.1')
    await once(server, 'listening')
    onTestFinished(() => {
      server.close()
      server.closeAllConnections()
    })
    const push = (body: string): Promise<Response> =>
      fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/receipts`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      })
    const answer = await push(JSON.stringify([failed]))
    expect([answer.status, answer.headers.get('content-type'), await answer.json()]).toEqual([
      200,
      'application/json',
      { code: 0, msg: 'received' },
    ])
    expect(handled).toEqual([{ kind: 'status', item: failed }])
  })

  it('works in servers that speak Request and Response', async () => {
    const handled: Receipt[] = []
    const handle = fetchReceipts({ onReceipt: (receipt) => void handled.push(receipt) })
    const answer = await handle(
      new Request('http://x/receipts', { method: 'POST', body: JSON.stringify([text]) }),
    )
    expect([answer.status, await answer.json()]).toEqual([200, { code: 0, msg: 'received' }])
    expect(handled).toHaveLength(1)
    expect((await handle(new Request('http://x/receipts', { method: 'POST', body: 'no' }))).status).toBe(400)
  })
})
