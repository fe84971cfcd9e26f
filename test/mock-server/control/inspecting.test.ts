import { parse } from 'yaml'
import { afterAll, describe, expect, it } from 'vitest'
import { perform } from '../../../mock-server/control/perform.ts'
import { routeOf } from '../../../mock-server/control/routes/index.ts'
import type { Subscribe } from '../../../mock-server/control/routes/events.ts'
import { createMock } from '../../../mock-server/entry/create-mock.ts'
import { startMockServer } from '../../../mock-server/entry/start-mock-server.ts'
import { parseScenario } from '../../../scenarios/parse-scenario.ts'
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { recipients } from '../../signed-requests.ts'
import { callerOf } from '../world/caller.ts'

const demoPlan = { sent: [1000, 1000], delivered: [1000, 1000], read: [1000, 1000] }

function open(options: Parameters<typeof createMock>[0] = {}) {
  const mock = createMock({ clock: 'virtual', throttled: false, plan: demoPlan as never, ...options })
  const scheduled: (() => void)[] = []
  const timer = (_: number, run: () => void) => (scheduled.push(run), () => {})
  const ask = async <T>(id: string, input: object = {}): Promise<T> =>
    JSON.parse(JSON.stringify(await perform(routeOf(id), { ...input }, { emulator: mock, timer }))) as T
  return { mock, ask, timer, scheduled, caller: callerOf(mock.handle, mock.demo) }
}

interface Batches {
  batches: { groupMessageId: string; taskId: string; count: number; states: object; next: number | null }[]
  next: string | null
  total: number
}

describe('sends', () => {
  it('count their messages by state, and say when that changes next', async () => {
    const { mock, ask, caller } = open()
    await caller.send({ TaskId: 'a', SenderList: recipients(2) })
    const start = (await mock.demo.clock()).now
    await mock.demo.advance('1s')
    const { batches } = await ask<Batches>('listBatches')
    expect(batches).toMatchObject([
      {
        taskId: 'a',
        count: 2,
        states: { Accepted: 0, Sent: 2, Delivered: 0, Read: 0, Failed: 0 },
        next: start + 2000,
      },
    ])
    await mock.demo.advance('1h')
    expect((await ask<Batches>('listBatches')).batches[0]).toMatchObject({ states: { Read: 2 }, next: null })
  })

  it('show their first recipient, however the list is written', async () => {
    const { ask, caller } = open()
    const lists = [
      [
        { To: '8613800000001', TemplateParams: { name: 'A "b" {c} \\', order: '}' } },
        { To: '8613800000002' },
      ],
      [{ TemplateParams: { name: 'x', order: '[{' }, To: '8613800000003', Payload: ['{"', '}'] }],
      ` [ {"To" : "86138\\u00300000004", "FlowAction": {"a": {"b": {"c": "}"}}}, "TemplateParams": {"name": "n", "order": "o"} } ] `,
    ]
    for (const SenderList of lists) expect((await caller.send({ SenderList })).code).toBe('OK')
    const { batches } = await ask<{ batches: { sample: { to: string } }[] }>('listBatches')
    expect(batches.map(({ sample }) => sample.to)).toEqual([
      '8613800000004',
      '8613800000003',
      '8613800000001',
    ])
  })

  it('are listed newest first, page by page, when one of their messages matches', async () => {
    const { ask, caller } = open()
    for (const TaskId of ['a', 'b', 'c', 'd'])
      await caller.send({ TaskId, SenderList: [{ To: TaskId === 'b' ? '4915100000001' : '8613800000001' }] })
    const first = await ask<Batches>('listBatches', { query: 'to:86*', limit: 2 })
    expect(first.batches.map(({ taskId }) => taskId)).toEqual(['d', 'c'])
    const second = await ask<Batches>('listBatches', { query: 'to:86*', limit: 2, cursor: first.next })
    expect(second.batches.map(({ taskId }) => taskId)).toEqual(['a'])
    expect([second.next, second.total]).toEqual([null, 4])
    await expect(ask('listBatches', { cursor: '12' })).rejects.toMatchObject({ status: 400 })
    await expect(ask('getBatch', { group: '12' })).rejects.toMatchObject({ status: 404 })
  })
})

describe('one message', () => {
  it('shows its future in a virtual world, and its past later', async () => {
    const { mock, ask, caller } = open()
    await caller.send()
    const start = (await mock.demo.clock()).now
    const [{ messageId, groupMessageId } = { messageId: '', groupMessageId: '' }] = await mock.demo.messages()
    const ahead = [
      { status: 'Sent', at: start + 1000 },
      { status: 'Delivered', at: start + 2000 },
      { status: 'Read', at: start + 3000 },
    ]
    expect(await ask('getMessage', { message: messageId })).toMatchObject({ steps: [], ahead })
    await mock.demo.advance('2s')
    expect(await ask('getMessage', { message: messageId, group: groupMessageId })).toMatchObject({
      status: 'Delivered',
      steps: ahead.slice(0, 2),
      ahead: ahead.slice(2),
    })
    await expect(ask('getMessage', { message: '1' })).rejects.toMatchObject({ status: 404 })
  })

  it('has a preview with the kinds and targets of its parts', async () => {
    const { mock, ask, caller } = open()
    await caller.send({ TemplateCode: '1119000000000000005', SenderList: [{ To: '8613800000001' }] })
    const [message] = await mock.demo.messages()
    expect(await ask('getMessage', { message: message?.messageId })).toMatchObject({
      preview: {
        body: 'Will you come to the appointment?',
        buttons: [
          { kind: 'QUICK_REPLY', text: 'Yes' },
          { kind: 'QUICK_REPLY', text: 'No' },
          { kind: 'QUICK_REPLY', text: 'Later' },
        ],
        cards: [],
      },
    })
  })
})

describe('counts of messages', () => {
  it('agree, whether all messages are counted or those of a query', async () => {
    const { mock, ask, caller } = open({ plan: { ...demoPlan, failProbability: 0.5 } as never })
    for (let index = 0; index < 20; index++)
      await caller.send({ SenderList: [{ To: `861380000000${index % 10}` }] })
    await mock.demo.advance('1h')
    const all = await ask<{ count: number; status: Record<string, number> }>('countMessages')
    expect(all.count).toBe(20)
    expect(await ask('countMessages', { query: 'from:*' })).toEqual({
      ...all,
      status: Object.fromEntries(Object.entries(all.status).filter(([, count]) => count > 0)),
    })
    expect(await ask('countMessages', { query: 'status:Failed' })).toMatchObject({
      count: all.status['Failed'],
    })
  })
})

describe('conversations', () => {
  it('are listed by person, the newest first, and hold what was sent and received', async () => {
    const { mock, ask, caller } = open()
    await caller.send({ SenderList: recipients(2) })
    await mock.demo.advance('1m')
    await mock.demo.inbound({ from: '8613800000001', text: 'Where is it?' })
    const list = await ask<{ conversations: { person: string; last: { text: string } }[] }>(
      'listConversations',
    )
    expect(list.conversations.map(({ person, last }) => [person, last.text])).toEqual([
      ['8613800000001', 'Where is it?'],
      ['8613800000000', expect.stringContaining('Hello Ann')],
    ])
    const who = { channel: 'whatsapp', sender: '8613900000001', person: '8613800000001' }
    expect(await ask('getConversation', who)).toMatchObject({
      windowUntil: expect.any(Number) as number,
      entries: [
        { kind: 'sent', status: 'Read' },
        { kind: 'received', type: 'TEXT', message: 'Where is it?' },
      ],
      more: false,
    })
    expect(await ask('getConversation', { ...who, limit: 1 })).toMatchObject({
      entries: [{ kind: 'received' }],
      more: true,
    })
    await expect(ask('getConversation', { ...who, person: '1' })).rejects.toMatchObject({ status: 404 })
    expect(
      (await ask<{ conversations: object[] }>('listConversations', { person: '0001' })).conversations,
    ).toHaveLength(1)
  })
})

describe('a call in another form', async () => {
  const server = await startMockServer({ port: 0, clock: 'virtual' })
  afterAll(() => server.close())
  const caller = callerOf(server.handle, server.demo)
  const accepted = await caller.send({
    SenderList: [{ To: '8613800000001', TemplateParams: { name: 'O\'Hara "Zoë"\n`$(x)`', order: '1' } }],
  })
  const refused = await caller.send({ ChannelType: 'line' })
  const as = async (requestId: unknown, form: string): Promise<{ text: string; until: number | null }> =>
    (await (await fetch(`${server.url}/_mock/journal/${String(requestId)}/as/${form}`)).json()) as {
      text: string
      until: number | null
    }

  it('is a command for curl that is accepted, whatever the texts hold', async () => {
    const { text, until } = await as(accepted.body['RequestId'], 'curl')
    expect(until).toBe((await server.demo.clock()).now + 15 * 60_000)
    const { stdout } = await promisify(execFile)('bash', ['-c', text], { timeout: 10_000 })
    expect(JSON.parse(stdout)).toMatchObject({ Code: 'OK' })
    const [newest] = await server.demo.journal()
    expect(newest?.input['SenderList']).toContain("O'Hara")
  })

  it.each(['node', 'python', 'java', 'go', 'vitest'])(
    'is a program for %s that names operation and parameters',
    async (form) => {
      const { text, until } = await as(accepted.body['RequestId'], form)
      expect(text).toMatch(/send_?chatapp_?mass_?message/i)
      expect(text).toContain('8613800000001')
      expect(until).toBeNull()
    },
  )

  it('is a scenario that can be read', async () => {
    const { scenario, complaints } = parseScenario(
      parse((await as(refused.body['RequestId'], 'scenario')).text),
    )
    expect(complaints).toEqual([])
    expect(scenario?.name).toBe('send-chatapp-mass-message-refused')
  })

  it('is a cassette with the answer', async () => {
    const { text } = await as(refused.body['RequestId'], 'cassette')
    expect(text.split('\n')[0]).toBe('{ "cassette": 1 }')
    expect(text).toContain('InvalidParameter.ChannelTypeNotSupport')
  })

  it('is refused where the call cannot have it', async () => {
    const unsigned = await caller.call({}, { action: 'SendChatappMassMessage', signature: 'wrong' })
    expect(await as(unsigned.body['RequestId'], 'scenario')).toMatchObject({
      status: 409,
      title: 'Not a scenario',
    })
    expect(await as('none', 'curl')).toMatchObject({ status: 404 })
    expect(await as(refused.body['RequestId'], 'ruby')).toMatchObject({ status: 400 })
  })

  it('is compared with another call place by place', async () => {
    const [first, second] = [accepted.body['RequestId'], refused.body['RequestId']]
    const answer = await fetch(`${server.url}/_mock/compare?first=${String(first)}&second=${String(second)}`)
    const { differences } = (await answer.json()) as { differences: { about: string; path: string }[] }
    expect(differences).toContainEqual({
      about: 'parameters',
      path: '/ChannelType',
      first: 'whatsapp',
      second: 'line',
    })
    expect(differences).toContainEqual(
      expect.objectContaining({ about: 'decision', path: '/code', first: 'OK' }),
    )
    expect(differences.map(({ path }) => path)).toContain('/SenderList/0/TemplateParams/name')
  })
})

describe('events', () => {
  it('tell that something changed, once for all that happens within a tenth of a second', async () => {
    const { mock, timer, scheduled, caller } = open()
    const events: Record<string, number>[] = []
    const subscribe = (await perform(routeOf('events'), {}, { emulator: mock, timer })) as Subscribe
    const stop = subscribe(
      (event) => void events.push(event as Record<string, number>),
      () => {},
    )
    for (let index = 0; index < 5; index++) await caller.send()
    expect([events.length, scheduled.length]).toEqual([1, 1])
    scheduled.pop()?.()
    expect([events[0]?.['exchanges'], events[1]?.['exchanges']]).toEqual([0, 5])
    await mock.demo.advance('5s')
    scheduled.pop()?.()
    expect((events[2]?.['clock'] ?? 0) - (events[1]?.['clock'] ?? 0)).toBe(5000)
    await mock.demo.inbound({ from: '8613800000001', text: 'Hi' })
    scheduled.pop()?.()
    expect(events[3]?.['messages']).toBeGreaterThan(events[2]?.['messages'] ?? Infinity)
    stop()
    await caller.send()
    expect(scheduled).toEqual([])
  })

  it('end when the world is removed or the server stops', async () => {
    const { mock, timer, scheduled } = open()
    const world = await mock.createWorld()
    const stopping = new AbortController()
    const ends: string[] = []
    for (const id of [world.id, 'demo']) {
      const ports = { emulator: mock, timer, stopping: stopping.signal }
      const subscribe = (await perform(routeOf('events'), { world: id }, ports)) as Subscribe
      subscribe(
        () => {},
        () => void ends.push(id),
      )
    }
    await world.advance('1s')
    await world.remove()
    scheduled.pop()?.()
    expect(ends).toEqual([world.id])
    stopping.abort()
    expect(ends).toEqual([world.id, 'demo'])
  })
})
