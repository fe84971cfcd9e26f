import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { createMock } from '../../../mock-server/entry/create-mock.ts'
import { findMessages } from '../../../mock-server/messages/find-messages.ts'
import { messagesOf } from '../../../mock-server/messages/lifecycle.ts'
import type { Message } from '../../../mock-server/world/message.ts'
import { parseQuery, type Term } from '../../../mock-server/query/parse-query.ts'
import { defaultPlan } from '../../../mock-server/world/delivery-plan.ts'
import { callerOf } from '../world/caller.ts'

/** A world with sends of every kind a query can tell apart, seen while some of them are under way. */
async function filled() {
  const mock = createMock({ clock: 'virtual', plan: { ...defaultPlan, failProbability: 0.3 } })
  const caller = callerOf(mock.handle, mock.demo)
  const mass = async (changes: Parameters<typeof caller.send>[0]): Promise<void> => {
    expect((await caller.send(changes)).code).toBe('OK')
    await mock.demo.advance('40s')
  }
  const people = (from: number, name: string) =>
    Array.from({ length: 4 }, (_, index) => ({
      To: `86138000000${from + index}`,
      TemplateParams: { name: `${name}-${index}`, order: 'A/1' },
    }))
  await mass({ TaskId: 'spring', SenderList: people(10, 'Ann') })
  // Clients may escape any character of a list.
  await mass({
    SenderList: JSON.stringify(people(12, 'Zoë'))
      .replaceAll('Zo', String.raw`\u005ao`)
      .replaceAll('/', String.raw`\/`),
  })
  await mass({
    TaskId: 'autumn',
    FallBackContent: 'Call us',
    FallBackId: 'fb-1',
    SenderList: people(20, 'Bob "B"'),
  })
  const single = {
    ChannelType: 'whatsapp',
    CustSpaceId: 'cams-demo0001',
    From: '8613900000001',
    To: '8613800000010',
    Type: 'template',
    TemplateCode: '1119000000000000001',
    Language: 'en',
    TemplateParams: { name: 'Solo', order: 'A1' },
  }
  expect((await caller.call(single, { action: 'SendChatappMessage' })).code).toBe('OK')
  return mock
}

const mock = await filled()
const world = mock.world
const all = [...world.batches.values()].reverse().flatMap((batch) => messagesOf(batch, world.clock.now()))

/** What a term means, written as plainly as possible over finished messages. */
function holds(message: Message, { field, value, negated }: Term): boolean {
  const wanted = value.toLowerCase()
  const texts: Record<string, readonly (string | undefined)[]> = {
    operation: [message.operation],
    code: [message.errorCode],
    to: [message.to],
    from: [message.from],
    template: [message.templateCode, message.templateName],
    task: [message.taskId],
    group: [message.groupMessageId],
    message: [message.messageId],
    request: [message.requestId],
    status: [message.status],
    fallback: [message.fallback?.id, message.fallback?.content],
  }
  const everywhere = [
    message.messageId,
    message.to,
    message.from,
    message.templateName,
    message.status,
    ...Object.values(message.templateParams),
  ]
  const pattern = new RegExp(
    `^${wanted.replaceAll(/[.+?^$(){}|[\]\\/]/g, String.raw`\$&`).replaceAll('*', '.*')}$`,
  )
  const found =
    field === undefined
      ? everywhere.some((text) => text.toLowerCase().includes(wanted))
      : (texts[field] ?? []).some((text) => text !== undefined && pattern.test(text.toLowerCase()))
  return found !== negated
}

const idsOf = (messages: Iterable<Message>): string[] => [...messages].map(({ messageId }) => messageId)

describe('finding messages', () => {
  const some = (texts: readonly (string | undefined)[]) =>
    fc.constantFrom(...new Set(texts.filter((text) => text !== undefined)))
  const term = fc.oneof(
    some(all.map(({ to }) => `to:${to}`)),
    fc.constantFrom('to:86138*', 'to:*12', 'to:*0000001*', 'to:49*', 'from:86139*', 'from:none'),
    fc.constantFrom('status:Failed', 'status:Read', 'status:Sent', 'status:Delivered', 'status:Accepted'),
    fc.constantFrom('code:131026', 'code:*', 'fallback:fb-1', 'fallback:"call us"', 'fallback:none'),
    fc.constantFrom(
      'task:spring',
      'task:*',
      'template:order*',
      'template:none',
      'operation:SendChatappMessage',
    ),
    fc.constantFrom(
      'Ann',
      'zoë-2',
      'ZO',
      'A/1',
      'Bob',
      'read',
      '800000012',
      'nowhere',
      '20',
      'order_notice',
      'e',
    ),
    some(all.map(({ groupMessageId }) => `group:${groupMessageId}`)),
    some(all.map(({ messageId }) => `message:${messageId}`)),
    some(all.map(({ messageId }) => messageId.slice(8, 15))),
    some(all.map(({ requestId }) => `request:${requestId}`)),
  )
  const query = fc
    .array(
      fc.array(
        fc.tuple(fc.boolean(), term).map(([not, text]) => (not ? `-${text}` : text)),
        {
          minLength: 1,
          maxLength: 3,
        },
      ),
      { minLength: 1, maxLength: 3 },
    )
    .map((alternatives) => alternatives.map((terms) => terms.join(' ')).join(' OR '))

  it('finds what looking at every message finds, in the same order', () => {
    fc.assert(
      fc.property(query, (text) => {
        const alternatives = parseQuery(text)
        const expected = all.filter((message) =>
          alternatives.some((terms) => terms.every((each) => holds(message, each))),
        )
        expect(idsOf(findMessages(world, alternatives))).toEqual(idsOf(expected))
      }),
      { numRuns: 1500, seed: 7 },
    )
  })

  it('begins after any message of any query', () => {
    const query = parseQuery('-status:Accepted')
    const found = [...findMessages(world, query)]
    for (const [index, message] of found.entries())
      expect(idsOf(findMessages(world, query, message))).toEqual(idsOf(found.slice(index + 1)))
  })
})

describe('the recipient list of a batch', () => {
  /** How often a list was parsed while a query ran. */
  function readsOf(text: string): number {
    const parse = vi.spyOn(JSON, 'parse')
    try {
      const all = [...findMessages(world, parseQuery(text))]
      expect(all.length).toBeGreaterThanOrEqual(0)
      return parse.mock.calls.length
    } finally {
      parse.mockRestore()
    }
  }

  it.each([
    ['task:none', 0],
    ['template:none', 0],
    ['from:none OR operation:none', 0],
    ['status:Accepted task:spring', 0],
    ['task:spring', 1],
    ['group:1', 0],
    ['before:2020-01-01T00:00:00Z', 0],
  ])('is parsed for %j %i times', (query, expected) => {
    expect(readsOf(query)).toBe(expected)
  })
})
