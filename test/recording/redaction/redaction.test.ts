import { describe, expect, it } from 'vitest'
import { printHeader, printRecording } from '../../../recording/cassette/print.ts'
import { readRequest } from '../../../recording/cassette/read-request.ts'
import { answeredOf, bodyOf, type Recording } from '../../../recording/cassette/recording.ts'
import { redactionKey } from '../../../recording/redaction/redaction-key.ts'
import { createRedactor } from '../../../recording/redaction/redactor.ts'
import type { HttpRequest } from '../../../contracts/http.ts'
import { createRandom } from '../../../mock-server/ports/random.ts'
import { massSend, signed } from '../../signed-requests.ts'
import { openText } from '../cassette/open-text.ts'
import { createCanary, found, hide, textsOf, unpacked, type Canary } from './canaries.ts'

const redactor = createRedactor(redactionKey('a key for tests only'))

describe('ten thousand secrets and numbers in nested encodings', () => {
  const random = createRandom(7)
  const canaries: Canary[] = []
  const plant = (): string => {
    const canary = createCanary(random)
    canaries.push(canary)
    return hide(canary.text, random)
  }
  const calls: { readonly request: HttpRequest; readonly recording: Recording }[] = []
  while (canaries.length < 10_000) {
    const to = createCanary(random)
    const parameters = massSend({
      From: plant(),
      TemplateCode: plant(),
      SenderList: [{ To: to.text, TemplateParams: { name: plant(), [`x${plant()}`]: plant() } }, plant()],
      Payload: plant(),
      [plant()]: plant(),
    })
    canaries.push(to)
    const way = ([{}, { place: 'query' }, { scheme: 'v1' }, { scheme: 'v1', place: 'query' }] as const)[
      calls.length % 4
    ] as object
    const request = signed(parameters, { ...way, headers: { 'x-forwarded-for': plant() } })
    const body = JSON.stringify({
      RequestId: random.uuid(),
      Code: plant(),
      Message: `No ${plant()} is ${plant()}`,
      Recommend: plant(),
      GroupMessageId: random.digits(16),
      Data: { [plant()]: [plant(), { Token: plant(), n: Number(random.digits(12)) }] },
    })
    const answer = answeredOf({
      status: 200,
      headers: { 'content-type': `text/${plant()}`, 'x-acs-retry-after': plant(), 'set-cookie': plant() },
      body: calls.length % 10 === 9 ? `<html>${plant()}<p>${body}` : body,
    })
    calls.push({ request, recording: { ...readRequest(request), answer } })
  }
  const text =
    printHeader({ cassette: 1, redacted: redactor.name }) +
    calls.map(({ recording }) => printRecording(redactor.hide(recording))).join('')

  it('leave none behind, raw or encoded', () => {
    expect(canaries.length).toBeGreaterThanOrEqual(10_000)
    const searched = (recordings: readonly Recording[]): string[] => [
      ...new Set(textsOf(recordings).flatMap(unpacked)),
    ]
    expect(found(searched(calls.map(({ recording }) => recording)), canaries).length).toBeGreaterThan(8000)
    expect(found([text, ...searched([...openText(text).recordings()])], canaries)).toEqual([])
  })

  it('replay all the same, with the key as they were, but for the secrets', () => {
    const cassette = openText(text, { redactor })
    const again = calls.map(({ request }) => cassette.take(readRequest(request)))
    expect(again.filter((recording) => recording === undefined)).toEqual([])
    // What was removed is the same wherever it is; the rest comes back to the letter.
    const numbers = (recording: Recording | undefined): string[] =>
      bodyOf((recording as Recording).answer).match(/"(?:RequestId|GroupMessageId)":"[^"]*"/g) ?? []
    expect(again.map(numbers)).toEqual(calls.map(({ recording }) => numbers(recording)))
  })

  it('replay without the key, too, by their form', () => {
    const cassette = openText(text)
    const missing = calls.filter(({ request }) => cassette.take(readRequest(request)) === undefined)
    expect(missing).toHaveLength(0)
  })
})

describe('a pseudonym', () => {
  const hidden = (text: string, name = ''): string => redactor.hideText(text, name)

  it('keeps country code and length of a number, and is the same wherever the number stands', () => {
    const number = hidden('8613800000001')
    expect(number).toMatch(/^86\d{11}$/)
    expect(number).not.toBe('8613800000001')
    expect(hidden('15551234567')).toMatch(/^1\d{10}$/)
    expect(hidden('85291234567')).toMatch(/^852\d{8}$/)
    expect(hidden('+8613800000001')).toBe(`+${number}`)
    expect(hidden('{"to":["8613800000001"]}')).toBe(`{"to":["${number}"]}`)
    expect(hidden(Buffer.from('{"to":"8613800000001"}').toString('base64'))).toBe(
      Buffer.from(`{"to":"${number}"}`).toString('base64'),
    )
    expect(hidden('+86 138 0000-0001')).toBe(
      `+86 ${number.slice(2, 5)} ${number.slice(5, 9)}-${number.slice(9)}`,
    )
    expect(hidden('call +1 (555) 123-4567, please')).toMatch(/^[a-z]{4} \+1 \(\d{3}\) \d{3}-\d{4}, [a-z]{6}$/)
    expect(hidden('https://a.example/?to=%2B8613800000001')).toContain(`?to=%2B${number}`)
  })

  it('is found for long and odd texts, too, without trying for ever', () => {
    const texts = [
      'de la en un '.repeat(400),
      'a'.repeat(60_000),
      `https://a.example/${'b/'.repeat(20_000)} and more`,
      `${'x=1&'.repeat(10_000)} `,
      '<a'.repeat(20_000),
      'cams-'.repeat(5000),
      '{"a":'.repeat(500),
      '%E6%9D%8E'.repeat(5000),
    ]
    for (const text of texts) expect(hidden(text, 'Message')).toHaveLength(text.length)
  })

  it('differs under another key, and needs a key that is no word', () => {
    expect(createRedactor(redactionKey('another key for tests')).hideText('8613800000001')).not.toBe(
      hidden('8613800000001'),
    )
    expect(() => redactionKey('short')).toThrow('A redaction key has at least 16 characters; this one has 5.')
  })

  it('keeps what the API itself says, and the form of all else', () => {
    expect(['whatsapp', 'DetailError.TemplateNotExist', 'zh_CN', 'OK'].map((text) => hidden(text))).toEqual([
      'whatsapp',
      'DetailError.TemplateNotExist',
      'zh_CN',
      'OK',
    ])
    expect(hidden('The template is not exist.', 'Message')).toBe('The template is not exist.')
    expect(hidden('Ann-Marie Smith, 李雷')).toMatch(
      /^[A-Z][a-z]{2}-[A-Z][a-z]{4} [A-Z][a-z]{4}, [\u4e00-\u9fff]{2}$/,
    )
    expect(hidden('cams-demo0001')).toMatch(/^cams-[a-z]{4}\d{4}$/)
    expect(hidden('7B2E6C31-0F4D-5A1B-9C77-1D2A3B4C5D6E')).toMatch(
      /^[0-9A-F]{8}-[0-9A-F]{4}-5[0-9A-F]{3}-9[0-9A-F]{3}-[0-9A-F]{12}$/,
    )
    expect(hidden('2026-01-01T00:00:00Z', 'CreateTime')).toBe('2026-01-01T00:00:00Z')
    expect(hidden('1990-05-17', 'birthday')).not.toBe('1990-05-17')
  })

  it('is none for secrets: they are removed', () => {
    expect(hidden('key LTAI5tExampleExample1 of STS.NUabcdefghijkl')).not.toMatch(/LTAI|STS/)
    expect(hidden('anything', 'SecurityToken')).toBe('***')
    expect(hidden('{"token":{"value":"abc","of":["abc"]},"sk":"abc","pwd":"abc","Cookie":"sid=abc"}')).toBe(
      '{"token":{"value":"***","of":["***"]},"sk":"***","pwd":"***","Cookie":"***"}',
    )
    expect(hidden('asked /?Action=X&SecurityToken=abc%2Fd&Signature=kg2rD8MnBvEj%3D there')).toMatch(
      /^[a-z]{5} \S+=\*\*\*&\S+=\*\*\* [a-z]{5}$/,
    )
    expect(hidden('eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.abcDEF123 there')).toMatch(
      /^\*\*\* [a-z]{5}$/,
    )
    expect(
      createRedactor(redactionKey('a key for tests only'), ['wJalrXUtnFEMI/K7MDENG']).hideText(
        'of wJalrXUtnFEMI%2FK7MDENG there',
      ),
    ).toMatch(/^[a-z]{2} \*\*\* [a-z]{5}$/)
  })

  it('leads back, with the key, whatever the text', () => {
    const random = createRandom(3)
    const alphabet = [...'aZ09 -=&%+/{}[]":,.<>李雷éßЖ한あ😀\u0301\u2028']
    const texts = Array.from({ length: 500 }, () =>
      hide(
        Array.from(
          { length: 1 + Math.floor(random.next() * 20) },
          () => alphabet[Math.floor(random.next() * alphabet.length)],
        ).join(''),
        random,
      ),
    )
    const recording = (value: string): Recording => ({
      call: 'X',
      parameters: { name: value, list: [value, { [`k ${value}`]: value }] },
      answer: { status: 200, text: value },
    })
    // What was packed by gzip is packed anew, maybe otherwise.
    const steady = texts.filter((text) => !unpacked(text).some((inner) => inner.includes('H4s')))
    expect(steady.length).toBeGreaterThan(200)
    const there = (text: string): string => JSON.stringify(redactor.reveal(redactor.hide(recording(text))))
    expect(steady.filter((text) => there(text) !== JSON.stringify(recording(text)))).toEqual([])
  })
})

describe('the key of a cassette', () => {
  const text = printHeader({ cassette: 1, redacted: redactor.name })

  it('is named when another one is given', () => {
    const other = createRedactor(redactionKey('another key for tests'))
    expect(() => openText(text, { redactor: other })).toThrow(
      `calls.cassette was redacted with the key ${redactor.name}; the key given is ${other.name}.`,
    )
  })

  it('finds the nearest recording of an operation nobody knows', () => {
    const recording = (n: string): Recording => ({
      call: 'SendByPigeon',
      parameters: { n },
      answer: { status: 200 },
    })
    const cassette = openText(text + printRecording(redactor.hide(recording('many'))), { redactor })
    expect(cassette.nearest(recording('some'))).toMatchObject({
      place: 1,
      differences: [{ pointer: '/n', asked: '"some"', recorded: '"many"' }],
    })
  })

  it('stands nowhere in it', () => {
    expect(text).toBe(`{ "cassette": 1, "redacted": "${redactor.name}" }\n`)
    expect(redactor.name).toMatch(/^[0-9a-f]{8}$/)
  })
})
