import { describe, expect, it } from 'vitest'
import type { Exchange } from '../../../contracts/exchange.ts'
import type { Message } from '../../../mock-server/world/message.ts'
import { perform } from '../../../mock-server/control/perform.ts'
import { routeOf } from '../../../mock-server/control/routes/index.ts'
import { createMock } from '../../watched-emulators.ts'
import { systemTimer } from '../../../mock-server/ports/timer.ts'
import { recipients } from '../../signed-requests.ts'
import { callerOf, sendTimes } from '../world/caller.ts'

interface Page {
  readonly exchanges: Exchange[]
  readonly messages: Message[]
  readonly next: string | null
}

function listing() {
  const mock = createMock({ clock: 'virtual', throttled: false })
  const ask = async (id: string, input: object = {}): Promise<Page> =>
    (await perform(routeOf(id), { ...input }, { emulator: mock, timer: systemTimer })) as Page
  return { mock, ask, caller: callerOf(mock.handle, mock.demo) }
}

describe('pages of exchanges', () => {
  it('hold all, newest first, each once, while new ones arrive', async () => {
    const { ask, caller } = listing()
    await sendTimes(caller, 25)
    const before = (await ask('listExchanges')).exchanges.map(({ requestId }) => requestId)
    const seen: string[] = []
    let cursor: string | null = null
    do {
      const page: Page = await ask('listExchanges', { limit: 4, ...(cursor === null ? {} : { cursor }) })
      seen.push(...page.exchanges.map(({ requestId }) => requestId))
      cursor = page.next
      await sendTimes(caller, 3)
    } while (cursor !== null)
    expect(seen).toEqual(before)
  })

  it('hold what matches only, and end without an empty page', async () => {
    const { ask, caller } = listing()
    for (const ChannelType of ['whatsapp', 'line', 'whatsapp', 'line']) await caller.send({ ChannelType })
    const first = await ask('listExchanges', { query: '-code:OK', limit: '1' })
    expect([first.exchanges.length, first.next === null]).toEqual([1, false])
    const second = await ask('listExchanges', { query: '-code:OK', limit: '1', cursor: first.next })
    expect([second.exchanges.length, second.next]).toEqual([1, null])
  })

  it('can be removed by a query, and a misspelt one removes nothing', async () => {
    const { mock, ask, caller } = listing()
    for (const ChannelType of ['whatsapp', 'line', 'whatsapp']) await caller.send({ ChannelType })
    await expect(ask('removeExchanges', { qeury: 'code:OK' })).rejects.toMatchObject({
      status: 400,
      message: expect.stringMatching(/^unknown: qeury\. Did you mean query\?/) as string,
    })
    expect(await ask('removeExchanges', { query: 'code:OK' })).toEqual({ removed: 2 })
    expect((await mock.demo.journal()).map(({ code }) => code)).toEqual([
      'InvalidParameter.ChannelTypeNotSupport',
    ])
    expect(await ask('removeExchanges')).toEqual({ removed: 1 })
    expect(await mock.demo.messages(), 'messages are not part of the journal').toHaveLength(2)
  })
})

describe('pages of messages', () => {
  it('hold all, newest batch first, each once, while new ones arrive', async () => {
    const { ask, caller } = listing()
    for (let batch = 0; batch < 5; batch++) await caller.send({ SenderList: recipients(7) })
    const before = (await ask('listMessages')).messages.map(({ messageId }) => messageId)
    expect(new Set(before).size).toBe(35)
    const seen: string[] = []
    let cursor: string | null = null
    do {
      const page: Page = await ask('listMessages', { limit: 4, ...(cursor === null ? {} : { cursor }) })
      seen.push(...page.messages.map(({ messageId }) => messageId))
      cursor = page.next
      await caller.send({ SenderList: recipients(3) })
    } while (cursor !== null)
    expect(seen).toEqual(before)
  })

  it('go on after a message that no longer matches', async () => {
    const { mock, ask, caller } = listing()
    await caller.send({ SenderList: recipients(4) })
    const first = await ask('listMessages', { query: 'status:Accepted OR status:Read', limit: 2 })
    await mock.demo.advance('1h')
    const second = await ask('listMessages', {
      query: 'status:Accepted OR status:Read',
      limit: 2,
      cursor: first.next,
    })
    expect([...first.messages, ...second.messages].map(({ to }) => to)).toEqual(
      recipients(4).map(({ To }) => To),
    )
    expect(second.next).toBeNull()
  })

  it.each(['0', 'x', '1.', '89.1', '__proto__', '8900000000000000.1'])(
    'are not read after %j',
    async (cursor) => {
      const { ask, caller } = listing()
      await caller.send()
      await expect(ask('listMessages', { cursor })).rejects.toMatchObject({
        status: 400,
        title: 'Cursor cannot be read',
      })
    },
  )

  it('find a number that the client wrote with an escape', async () => {
    const { mock, caller } = listing()
    await caller.send({ SenderList: String.raw`[{"To":"\u0038613800000001"}]` })
    expect((await mock.demo.messages('to:8613800000001')).map(({ to }) => to)).toEqual(['8613800000001'])
  })
})

describe('the explanation of a request', () => {
  it('holds rule, evidence, what was given and what was expected', async () => {
    const { ask, caller } = listing()
    const { headers } = await caller.send({ ChannelType: 'line' })
    expect(await ask('explain', { requestId: headers['x-acs-request-id']?.toLowerCase() })).toMatchObject({
      requestId: headers['x-acs-request-id'],
      rule: 'send.channel-is-supported',
      summary: expect.stringContaining('ChannelType is') as string,
      evidence: { class: 'documented' },
      refusal: { given: 'line', expected: 'one of whatsapp, viber, messenger, instagram' },
    })
  })

  it('is that of the world one names, where worlds of the same seed gave the same id', async () => {
    const { mock, ask } = listing()
    const worlds = [await mock.createWorld(), await mock.createWorld()]
    const ids = []
    for (const [index, world] of worlds.entries())
      ids.push(
        (await callerOf(mock.handle, world).send(index === 0 ? {} : { ChannelType: 'line' })).headers[
          'x-acs-request-id'
        ],
      )
    expect(ids[0]).toBe(ids[1])
    await expect(ask('explain', { requestId: ids[0] })).rejects.toMatchObject({
      status: 409,
      message: `Worlds with the same seed give the same ids: ${ids[0]} is in w1, w2. Name one with ?world=.`,
    })
    expect(await ask('explain', { requestId: ids[0], world: 'w2' })).toMatchObject({
      world: 'w2',
      rule: 'send.channel-is-supported',
    })
  })

  it('is one where a fork has seen it only because its origin had', async () => {
    const { mock, ask, caller } = listing()
    const { headers } = await caller.send()
    await mock.demo.fork()
    expect(await ask('explain', { requestId: headers['x-acs-request-id'] })).toMatchObject({ world: 'demo' })
  })
})

describe('fields of messages', () => {
  it('are only those that were asked for', async () => {
    const { ask, caller } = listing()
    await caller.send({ SenderList: recipients(1) })
    const [message] = (await ask('listMessages', { fields: 'to,status, text' })).messages
    expect(message).toEqual({
      to: '8613800000000',
      status: 'Accepted',
      text: expect.stringContaining('Ann') as string,
    })
  })

  it('are refused by name when a message has no such field', async () => {
    await expect(listing().ask('listMessages', { fields: 'to,state' })).rejects.toMatchObject({
      status: 400,
      message: expect.stringMatching(/no field "state".*Known: messageId, /) as string,
    })
  })
})
