import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createMock } from '../../watched-emulators.ts'
import type { Exchange } from '../../../contracts/exchange.ts'
import { exchangeMatcher } from '../../../mock-server/query/match.ts'
import { parseQuery } from '../../../mock-server/query/parse-query.ts'
import { callerOf } from '../world/caller.ts'

/** A world with three exchanges and four messages, half an hour apart. */
async function world() {
  const mock = createMock({ clock: 'virtual' })
  const caller = callerOf(mock.handle, mock.demo)
  await caller.send({
    TaskId: 'Spring Sale',
    SenderList: [
      { To: '8613800000001', TemplateParams: { name: 'Zoë', order: 'A*1' } },
      { To: '8613800000002', TemplateParams: { name: 'Bob', order: 'B1' } },
    ],
  })
  await mock.demo.advance('30m')
  await caller.send(
    {
      From: '8613900000002',
      TemplateCode: undefined,
      TemplateName: 'welcome',
      SenderList: [{ To: '8613800000001' }, { To: '4915100000001' }],
    },
    { scheme: 'v1', format: 'XML' },
  )
  await mock.demo.advance('30m')
  await caller.send({ ChannelType: 'line', SenderList: [{ To: '8613800000009' }] })
  return { demo: mock.demo, exchanges: await mock.demo.journal(), messages: await mock.demo.messages() }
}

const { demo, exchanges, messages } = await world()
const [refused, second, first] = exchanges as [Exchange, Exchange, Exchange]
const groupOf = (exchange: Exchange): string => /89\d{14}/.exec(exchange.body)?.[0] ?? 'none'

/** Which of the exchanges match, by their place: 1 is the oldest. */
const found = (query: string): number[] =>
  [first, second, refused].flatMap((exchange, index) =>
    exchangeMatcher(parseQuery(query))(exchange) ? [index + 1] : [],
  )

describe('a query about exchanges', () => {
  it.each([
    ['', [1, 2, 3]],
    ['operation:SendChatappMassMessage', [1, 2, 3]],
    ['operation:sendchatappmassmessage', [1, 2, 3]],
    ['operation:Send', []],
    ['operation:Send*', [1, 2, 3]],
    ['code:OK', [1, 2]],
    ['-code:OK', [3]],
    ['code:InvalidParameter.*', [3]],
    ['rule:send.channel-is-supported', [3]],
    ['rule:send.*', [3]],
    ['rule:SendChatappMassMessage.accepted', [1, 2]],
    ['to:8613800000001', [1, 2]],
    ['to:861380000000', []],
    ['to:86138*', [1, 2, 3]],
    ['to:*0001', [1, 2]],
    ['to:49*', [2]],
    ['-to:8613800000001', [3]],
    ['from:8613900000002', [2]],
    ['template:1119000000000000001', [1, 3]],
    ['template:welcome', [2]],
    ['task:"Spring Sale"', [1]],
    ['task:"spring *"', [1]],
    ['-task:*', [2, 3]],
    [`group:${groupOf(first)}`, [1]],
    [`group:${groupOf(second)}`, [2]],
    [`request:${second.requestId}`, [2]],
    [`request:${second.requestId.toLowerCase()}`, [2]],
    ['status:200', [1, 2]],
    ['status:4*', [3]],
    ['before:2026-01-01T00:30:00Z', [1]],
    ['after:2026-01-01T00:30:00Z', [3]],
    ['after:2026-01-01T00:29:59.999Z before:2026-01-01T01:00:00Z', [2]],
    ['-before:2026-01-01T00:30:00Z', [2, 3]],
    ['fault:drop-receipt', []],
    ['-fault:*', [1, 2, 3]],
    ['zoë', [1]],
    ['ZOË', [1]],
    ['"spring sale"', [1]],
    ['line', [3]],
    ['-line', [1, 2]],
    ['mock-ak-1', [1, 2, 3]],
    ['code:OK to:49*', [2]],
    ['to:49* OR status:400', [2, 3]],
    ['code:OK -to:49* OR code:InvalidParameter.* ', [1, 3]],
    ['nowhere', []],
  ])('%j finds %j', (query, expected) => {
    expect(found(query)).toEqual(expected)
  })
})

/** Numbers of the messages that match, in the order of the listing. */
const seen = async (query: string): Promise<string> =>
  (await demo.messages(query))
    .map(({ to, templateName }) => `${to.slice(-1)}${templateName === 'welcome' ? 'w' : 'o'}`)
    .join(' ')

describe('a query about messages', () => {
  it.each([
    ['', '1w 1w 1o 2o'],
    ['to:8613800000001', '1w 1o'],
    ['to:49*', '1w'],
    ['from:8613900000001', '1o 2o'],
    ['template:order_notice', '1o 2o'],
    ['template:ORDER*', '1o 2o'],
    ['template:1119000000000000002', '1w 1w'],
    ['task:"Spring Sale"', '1o 2o'],
    [`group:${groupOf(second)}`, '1w 1w'],
    [`request:${first.requestId}`, '1o 2o'],
    ['status:Read', '1w 1w 1o 2o'],
    ['-status:read', ''],
    ['code:131026', ''],
    ['-code:*', '1w 1w 1o 2o'],
    ['operation:SendChatappMassMessage', '1w 1w 1o 2o'],
    ['after:2026-01-01T00:00:01Z', '1w 1w'],
    ['before:2026-01-01T00:00:01Z', '1o 2o'],
    ['zoë', '1o'],
    [messages[0]?.messageId ?? 'none', '1w'],
  ])('%j finds %j', async (query, expected) => {
    expect(await seen(query)).toBe(expected)
  })
})

describe('a star', () => {
  /** What the star means, written as plainly as possible. */
  const matches = (pattern: string, candidate: string): boolean => {
    if (pattern === '') return candidate === ''
    if (pattern.startsWith('*'))
      return (
        matches(pattern.slice(1), candidate) || (candidate !== '' && matches(pattern, candidate.slice(1)))
      )
    return (
      candidate !== '' &&
      pattern.charAt(0) === candidate.charAt(0) &&
      matches(pattern.slice(1), candidate.slice(1))
    )
  }
  const over = (letters: string, maxLength: number) =>
    fc.array(fc.constantFrom(...letters), { maxLength }).map((parts) => parts.join(''))

  it('stands for any text, none included', () => {
    fc.assert(
      fc.property(over('ab*.', 7), over('ab.', 9), (pattern, task) => {
        const test = exchangeMatcher([[{ field: 'task', value: pattern, negated: false }]])
        expect(test({ ...first, input: { TaskId: task } })).toBe(matches(pattern, task))
      }),
      { numRuns: 2000 },
    )
  })

  it('costs no more time the more of them there are', () => {
    const test = exchangeMatcher([[{ field: 'task', value: `${'*a'.repeat(200)}*b`, negated: false }]])
    expect(test({ ...first, input: { TaskId: 'a'.repeat(50_000) } })).toBe(false)
  })
})
