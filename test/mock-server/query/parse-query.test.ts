import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { QueryError, parseQuery, queryFields, toTime } from '../../../mock-server/query/parse-query.ts'

const text = (value: string, negated = false) => ({ field: undefined, value, negated })
const term = (field: string, value: string, negated = false) => ({ field, value, negated })

describe('a query', () => {
  it.each([
    ['', [[]]],
    ['   ', [[]]],
    ['late', [[text('late')]]],
    ['code:OK', [[term('code', 'OK')]]],
    ['CODE:OK', [[term('code', 'OK')]]],
    ['code:OK to:86138', [[term('code', 'OK'), term('to', '86138')]]],
    ['-code:OK', [[term('code', 'OK', true)]]],
    ['-late', [[text('late', true)]]],
    ['--late', [[text('-late', true)]]],
    ['a-b', [[text('a-b')]]],
    ['"out of order"', [[text('out of order')]]],
    ['-"out of order"', [[text('out of order', true)]]],
    ['template:"my template"', [[term('template', 'my template')]]],
    ['"code:OK"', [[text('code:OK')]]],
    ['"http://x"', [[text('http://x')]]],
    ['a OR b', [[text('a')], [text('b')]]],
    ['a b OR -c OR d e', [[text('a'), text('b')], [text('c', true)], [text('d'), text('e')]]],
    ['"OR"', [[text('OR')]]],
    ['or', [[text('or')]]],
    ['ORDER', [[text('ORDER')]]],
    ['to:861*0', [[term('to', '861*0')]]],
    ['before:2026-01-01T00:00:00Z', [[term('before', '2026-01-01T00:00:00Z')]]],
    ['a\tb\nc', [[text('a'), text('b'), text('c')]]],
    ['1:2', [[text('1:2')]]],
    ['王 code:"é"', [[text('王'), term('code', 'é')]]],
  ])('%j is read', (query, expected) => {
    expect(parseQuery(query)).toEqual(expected)
  })

  it('knows its fields', () => {
    expect([...queryFields]).toEqual(
      expect.arrayContaining([
        'operation',
        'code',
        'rule',
        'to',
        'from',
        'template',
        'task',
        'group',
        'request',
        'status',
        'before',
        'after',
        'fault',
      ]),
    )
    for (const field of queryFields)
      if (field !== 'status') expect(parseQuery(`${field}:2026-01-01`)).toEqual([[term(field, '2026-01-01')]])
    for (const status of ['Read', 'delivered', '400', 'Fail*'])
      expect(parseQuery(`status:${status}`)).toEqual([[term('status', status)]])
  })

  it.each([
    ['code:OK cod:x', 8, 'There is no field cod. Did you mean code? Known: operation, code,'],
    ['-tempalte:x', 1, 'There is no field tempalte. Did you mean template?'],
    ['see http://x', 4, 'There is no field http. Known: operation,'],
    ['code:', 5, 'code: needs a value.'],
    ['a -to: b', 6, 'to: needs a value.'],
    ['a "b c', 2, 'This quote is not closed.'],
    ['template:"b', 9, 'This quote is not closed.'],
    ['a - b', 2, '- negates the term that follows it at once.'],
    ['OR a', 0, 'OR stands between two alternatives; there is none before it.'],
    ['a OR OR b', 5, 'OR stands between two alternatives; there is none before it.'],
    ['a OR ', 2, 'OR stands between two alternatives; there is none after it.'],
    ['before:noon', 7, 'before: takes a time, as 2026-01-01T00:00:00Z or in milliseconds since 1970.'],
    ['x -after:2026-13-01', 9, 'after: takes a time,'],
    ['after:12', 6, 'after: takes a time,'],
    [
      'to:1 status:Deliverd',
      12,
      'There is no status Deliverd. Did you mean Delivered? Known: Accepted, Sent,',
    ],
    ['-status:4000', 8, 'There is no status 4000. Known:'],
  ])('%j is refused, pointing at character %i', (query, position, complaint) => {
    let error: unknown
    try {
      parseQuery(query)
    } catch (thrown) {
      error = thrown
    }
    expect(error).toBeInstanceOf(QueryError)
    const { message, position: at } = error as QueryError
    expect(at).toBe(position)
    expect(message).toContain(complaint)
    const lines = message.split('\n')
    expect(lines.at(-2)).toBe(`  ${query}`)
    expect(lines.at(-1)).toBe(`${' '.repeat(2 + position)}^`)
  })

  it('of any text is read, or refused with a place inside it', () => {
    const pieces = fc.constantFrom(
      'code:',
      'to:',
      '-',
      '"',
      ' ',
      'OR',
      'OR ',
      ':',
      '*',
      'before:',
      'x',
      '1',
      '\n',
      '\\',
      '__proto__:',
      'constructor:',
      'é',
      '\u{1F600}',
    )
    const texts = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.array(pieces, { maxLength: 15 }).map((parts) => parts.join('')),
    )
    fc.assert(
      fc.property(texts, (query) => {
        try {
          const alternatives = parseQuery(query)
          expect(alternatives.length).toBeGreaterThan(0)
          for (const { field, value } of alternatives.flat())
            expect([typeof value, field === undefined || queryFields.includes(field)]).toEqual([
              'string',
              true,
            ])
        } catch (error) {
          expect(error).toBeInstanceOf(QueryError)
          const { position } = error as QueryError
          expect(position >= 0 && position <= query.length).toBe(true)
        }
      }),
      { numRuns: 3000 },
    )
  })
})

describe('a time', () => {
  it.each<[string, string | undefined]>([
    ['2026-01-02T03:04:05Z', '2026-01-02T03:04:05.000Z'],
    ['2026-01-02T03:04:05.678Z', '2026-01-02T03:04:05.678Z'],
    ['2026-01-02T03:04:05+08:00', '2026-01-01T19:04:05.000Z'],
    ['2026-01-02T03:04', '2026-01-02T03:04:00.000Z'],
    ['2026-01-02T03:04:05', '2026-01-02T03:04:05.000Z'],
    ['2026-01-02', '2026-01-02T00:00:00.000Z'],
    ['2026-01-02t03:04:05z', '2026-01-02T03:04:05.000Z'],
    ['1767323045000', '2026-01-02T03:04:05.000Z'],
    ['2026-02-29', undefined],
    ['2026-02-30T00:00:00Z', undefined],
    ['2026-1-2', undefined],
    ['2026', undefined],
    ['5', undefined],
    ['Jan 2 2026', undefined],
    ['', undefined],
    ['2026-01-02T25:00:00Z', undefined],
  ])('%j is %s, in any time zone of the machine', (given, expected) => {
    const time = toTime(given)
    expect(time === undefined ? undefined : new Date(time).toISOString()).toBe(expected)
  })
})

describe('a query of many terms', () => {
  const query = (count: number): string =>
    Array.from({ length: count }, (_, index) => `to:*${index}*`).join(' OR ')

  it('is read up to a hundred of them', () => {
    expect(parseQuery(query(100))).toHaveLength(100)
  })

  it('is refused beyond, with a short complaint that points at the term', () => {
    const complaint = (() => {
      try {
        parseQuery(query(3000))
      } catch (error) {
        return (error as Error).message
      }
      return ''
    })()
    expect(complaint).toContain('A query has at most 100 terms.')
    expect(complaint.length).toBeLessThan(1000)
    const [, shown = '', pointer = ''] = complaint.split('\n')
    expect(shown.slice(pointer.indexOf('^'))).toMatch(/^to:\*100\*/)
  })
})
