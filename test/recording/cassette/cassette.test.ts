import { describe, expect, it } from 'vitest'
import { explainMiss } from '../../../recording/cassette/no-match.ts'
import { printHeader, printRecording } from '../../../recording/cassette/print.ts'
import { readRequest } from '../../../recording/cassette/read-request.ts'
import { replyOf, toRecording, type Recording } from '../../../recording/cassette/recording.ts'
import { massSend, signed } from '../../signed-requests.ts'
import { mockUnderTest } from '../../mock-under-test.ts'
import { openText } from './open-text.ts'

const textOf = (recordings: readonly Recording[]): string =>
  printHeader({ cassette: 1 }) + recordings.map(printRecording).join('')

const recordingOf = (
  parameters: Record<string, unknown>,
  answer: object,
  call = 'SendChatappMassMessage',
): Recording => ({ call, parameters, answer: { status: 200, body: answer } })

describe('a cassette', () => {
  it('holds what a journal holds, and gives back the same bytes', async () => {
    const mock = mockUnderTest()
    const replies = [
      await mock.send(),
      await mock.send({ TemplateCode: 'nope' }),
      await mock.send({}, { scheme: 'v1', format: 'XML' }),
    ]
    const cassette = openText(textOf(mock.exchanges.map(toRecording)))
    const replayed = [...cassette.recordings()].map(replyOf)
    expect(replayed.map(({ status, body }) => ({ status, body }))).toEqual(
      replies.map(({ status, text }) => ({ status, body: text })),
    )
    expect(
      replayed.map(({ headers }) => [
        headers['content-type'],
        headers['x-acs-request-id'],
        headers['x-mock-rule'],
      ]),
    ).toEqual(
      replies.map(({ headers }) => [
        headers['content-type'],
        headers['x-acs-request-id'],
        headers['x-mock-rule'],
      ]),
    )
  })

  it('writes one recipient to a line and names of parameters in order', () => {
    const text = printRecording(
      recordingOf(
        {
          From: '86139',
          SenderList: [
            { To: '86138', TemplateParams: { name: 'Ann' } },
            { To: '86137', TemplateParams: { name: 'Bob' } },
          ],
          x: 'y'.repeat(60),
        },
        { Code: 'OK' },
      ),
    )
    expect(text.split('\n').slice(0, 8)).toEqual([
      '{',
      '  "call": "SendChatappMassMessage",',
      '  "parameters": {',
      '    "From": "86139",',
      '    "SenderList": [',
      '      { "To": "86138", "TemplateParams": { "name": "Ann" } },',
      '      { "To": "86137", "TemplateParams": { "name": "Bob" } }',
      '    ],',
    ])
  })

  it('finds a call whoever signed it, wherever it travelled, and whatever the order of its names', async () => {
    const mock = mockUnderTest()
    await mock.send()
    const turned = massSend({
      SenderList: [{ TemplateParams: { order: 'A-1001', name: 'Ann' }, To: '8613800000001' }],
    })
    const ways = [
      signed(massSend()),
      signed(massSend(), { place: 'query' }),
      signed(massSend(), { scheme: 'v1' }),
      signed(massSend(), { scheme: 'v1', place: 'query' }),
      signed(turned),
    ]
    for (const request of ways)
      expect(openText(textOf(mock.exchanges.map(toRecording))).take(readRequest(request))).toMatchObject({
        answer: { status: 200 },
      })
    const xml = signed(massSend(), { scheme: 'v1', format: 'XML' })
    expect(openText(textOf(mock.exchanges.map(toRecording))).take(readRequest(xml))).toBeUndefined()
  })

  it('replays equal calls in their order, each once', () => {
    const cassette = openText(
      textOf([
        recordingOf({ a: '1' }, { n: 1 }),
        recordingOf({ a: '2' }, { n: 2 }),
        recordingOf({ a: '1' }, { n: 3 }),
      ]),
    )
    const take = (a: string): unknown =>
      cassette.take({ call: 'SendChatappMassMessage', parameters: { a } })?.answer.body
    expect([take('2'), take('1'), take('1'), take('1')]).toEqual([{ n: 2 }, { n: 1 }, { n: 3 }, undefined])
    cassette.rewind()
    expect([take('1'), take('1'), take('2')]).toEqual([{ n: 1 }, { n: 3 }, { n: 2 }])
  })

  it('says what the nearest recording has instead', () => {
    const cassette = openText(
      textOf([
        recordingOf({ To: '1', List: [{ To: '8613800000001', x: '1' }] }, {}),
        recordingOf({ To: '2', List: [{ To: '8613800000002', x: '2' }] }, {}),
      ]),
    )
    const asked = {
      call: 'SendChatappMassMessage',
      parameters: { To: '2', List: [{ To: '8613800000003', x: '2' }] },
    }
    expect(explainMiss(asked, cassette.nearest(asked), cassette.name)).toBe(
      'calls.cassette has no such SendChatappMassMessage. The nearest is recording 2; it differs in\n  /List/0/To: asked "8613800000003", recorded "8613800000002"',
    )
    const unknown = { call: 'SendChatappMasMessage', parameters: {} }
    expect(explainMiss(unknown, cassette.nearest(unknown), cassette.name)).toBe(
      'calls.cassette has no SendChatappMasMessage. Did you mean SendChatappMassMessage? It has SendChatappMassMessage (2).',
    )
    cassette.take({
      call: 'SendChatappMassMessage',
      parameters: { To: '1', List: [{ To: '8613800000001', x: '1' }] },
    })
    const again = {
      call: 'SendChatappMassMessage',
      parameters: { To: '1', List: [{ To: '8613800000001', x: '1' }] },
    }
    expect(cassette.take(again)).toBeUndefined()
    expect(explainMiss(again, cassette.nearest(again), cassette.name)).toContain(
      'all recordings of it are used up',
    )
  })

  it('keeps texts of many digits and of odd forms as they are', async () => {
    const odd = { a: '{"n":12345678901234567890}', b: '[1, 2', c: ' {"z":1,"a":2}', d: '', e: '1e400' }
    const mock = mockUnderTest()
    await mock.send(odd)
    const [recording] = mock.exchanges.map(toRecording)
    expect(recording?.parameters).toMatchObject({
      a: '{"n":12345678901234567890}',
      b: '[1, 2',
      c: { a: 2, z: 1 },
      d: '',
      e: '1e400',
    })
  })
})

describe('a damaged cassette is refused with file and line', () => {
  type Damage = [what: string, text: string, complaint: RegExp]
  const good = textOf([recordingOf({ a: '1' }, { n: 1 }), recordingOf({ a: '2' }, { n: 2 })])

  it.each<Damage>([
    [
      'one that ends in the middle',
      good.slice(0, -20),
      /^calls\.cassette:10: the text ends in the middle of a document/,
    ],
    ['a comma too many', good.replace('"a": "2" }', '"a": "2", }'), /^calls\.cassette:9: this is not JSON/],
    [
      'a misspelt key',
      good.replace('"answer": { "status": 200, "body": { "n": 2 } }', '"anser": { "status": 200 }'),
      /calls\.cassette:10: anser: unknown key\. Did you mean answer\? Known here: call, at, format, parameters, answer, rule, faults\./,
    ],
    [
      'a misspelt key of the answer',
      good.replace('"body": { "n": 2 }', '"bdy": 1'),
      /^calls\.cassette:10: answer\.bdy: unknown key\. Did you mean body\? Known here: status, headers, body, text, base64\./,
    ],
    [
      'a status that is none',
      good.replace('"status": 200, "body": { "n": 2 }', '"status": "200", "body": { "n": 2 }'),
      /^calls\.cassette:10: answer\.status: /,
    ],
    ...[99, 101, 199, 600, 1000, 200.5].map((status): Damage => [
      `status ${status}`,
      good.replace('"status": 200, "body": { "n": 2 }', `"status": ${status}, "body": { "n": 2 }`),
      new RegExp(
        String.raw`^calls\.cassette:10: answer\.status: ${status} is no status of an answer\. Expected 200 to 599\.`,
      ),
    ]),
    ...[
      { 'x-a': 'b\r\nx-c: d' },
      { 'x-a\r\nx-c': 'd' },
      { 'x-a': 'b\u0000' },
      { 'x a': 'b' },
      { 'x-a': '李' },
    ].map((headers): Damage => [
      `a header that HTTP cannot carry, ${JSON.stringify(headers)}`,
      good.replace(
        '"status": 200, "body": { "n": 2 }',
        `"status": 200, "headers": ${JSON.stringify(headers)}`,
      ),
      /^calls\.cassette:10: answer\.headers\..*: HTTP cannot carry this header/s,
    ]),
    ['another file', 'a: 1\n', /^calls\.cassette:1: this is not JSON/],
    ['an empty one', '', /^calls\.cassette: the file is empty/],
    ['one of a later format', '{"cassette":2}\n', /^calls\.cassette:1: cassette: /],
  ])('%s', (_, text, complaint) => {
    expect(() => openText(text)).toThrow(complaint)
  })
})
