import { describe, expect, it } from 'vitest'
import type { Recording } from '../../../recording/cassette/recording.ts'
import { redactionKey } from '../../../recording/redaction/redaction-key.ts'
import { createRedactor } from '../../../recording/redaction/redactor.ts'
import { createRandom } from '../../../mock-server/ports/random.ts'

const redactor = createRedactor(redactionKey('a key for tests only'))
const ofText = (text: string): Recording => ({ call: 'X', parameters: {}, answer: { status: 200, text } })
const thereAndBack = (text: string): string | undefined =>
  redactor.reveal(redactor.hide(ofText(text))).answer.text

describe('markup', () => {
  const pages = [
    '<!DOCTYPE html><html><body>502 Bad Gateway</body></html>',
    '<?xml version="1.0"?><Error xmlns="http://x.example/y"><Code>A</Code></Error>',
    '<html>\r\n<head><title>502</title></head>\r\n<hr><center>nginx</center>\r\n</html>\r\n<!-- a padding -->\r\n',
    '<a href="https://x.com/8613800000001" class=\'big one\'>8613800000001</a>',
    '<!-- 8613800000001 -->',
    '<!-- never closed 8613800000001',
    '<!weird 8613800000001 thing>',
    '<a b=c>unquoted</a>',
    '<b>1 < 2 and <3</b><',
    '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1.dtd"><p>x</p>',
    '<![CDATA[8613800000001]]>',
  ]
  it.each(pages)('is hidden, and comes back with the key: %j', (page) => {
    const hidden = redactor.hide(ofText(page)).answer.text as string
    expect(hidden).not.toContain('8613800000001')
    expect(hidden).toHaveLength(page.length)
    expect(thereAndBack(page)).toBe(page)
  })

  it('loses the secret of an element with an attribute', () => {
    expect(redactor.hideText('<Token type="a">abc</Token>')).toMatch(/^<Token type="[a-z]">\*\*\*<\/Token>$/)
    expect(redactor.hideText('<x token="abc">abc</x>')).toMatch(/^<x token="\*\*\*">[a-z]{3}<\/x>$/)
  })

  it('of many beginnings of tags and comments is hidden in a moment', () => {
    for (const text of ['<!--'.repeat(50_000), `-->${'<!--'.repeat(50_000)}`, '<a b="c" '.repeat(20_000)])
      expect(redactor.hide(ofText(text)).answer.text).toHaveLength(text.length)
  })
})

describe('what cannot be looked through', () => {
  const deep = (depth: number): string => `${'{"a":'.repeat(depth)}"8613800000001"${'}'.repeat(depth)}`

  it.each([257, 8000, 100_000])('is removed: JSON %d levels deep in a text', (depth) => {
    expect(redactor.hide(ofText(deep(depth))).answer.text).toBe('***')
    expect(
      redactor.hide({ call: 'X', parameters: { a: deep(depth), b: 'kept' }, answer: { status: 200 } }),
    ).toMatchObject({
      parameters: { a: '***' },
    })
  })

  it('is removed: percent-encoding on percent-encoding without end', () => {
    expect(redactor.hide(ofText(`%${'25'.repeat(5000)}41`)).answer.text).toMatch(/^(?:%(?:25)*2A){3}$/)
  })

  it('is removed: an answer that is no text', () => {
    const base64 = Buffer.from([0xff, 0xfe, 0]).toString('base64')
    expect(redactor.hide({ call: 'X', parameters: {}, answer: { status: 200, base64 } }).answer).toEqual({
      status: 200,
      text: '***',
    })
  })

  it('is not what is nested as real calls nest it', () => {
    expect(thereAndBack(deep(200))).toBe(deep(200))
  })
})

describe('hosts of the vendor', () => {
  it('keep their suffix only, as the name of a bucket stands before it', () => {
    const hidden = redactor.hideText('https://acme-campaigns.oss-cn-hangzhou.aliyuncs.com/x.png')
    expect(hidden).not.toContain('acme-campaigns')
    expect(hidden).toMatch(/^https:\/\/[a-z-]+\.[a-z-]+\.aliyuncs\.com\//)
  })

  it('stay where they are the endpoint of the API', () => {
    expect(redactor.hideText('cams.ap-southeast-1.aliyuncs.com', 'HostId')).toBe(
      'cams.ap-southeast-1.aliyuncs.com',
    )
  })
})

describe('layers', () => {
  it('come back to the byte when percent-encoding covers base64, whatever signs it has', () => {
    const random = createRandom(11)
    const words = ['Ann', '张伟', 'é', '???', '>>>', '8613800000001', 'a b', '~', 'ÿ', '/x', '(!)', "'"]
    const encoders = [
      encodeURIComponent,
      encodeURI,
      (text: string) => encodeURIComponent(text).replaceAll('%20', '+'),
      (text: string) => encodeURIComponent(encodeURIComponent(text)),
    ]
    const texts = Array.from({ length: 2000 }, (_, at) => {
      const plain = Array.from(
        { length: 1 + (at % 4) },
        () => words[Math.floor(random.next() * words.length)],
      )
      const inner =
        at % 3 === 0
          ? plain.join('')
          : Buffer.from(plain.join('')).toString(at % 3 === 1 ? 'base64' : 'base64url')
      return `https://media.example.com/f?t=${(encoders[at % 4] as (text: string) => string)(inner)}`
    })
    expect(texts.filter((text) => thereAndBack(text) !== text)).toEqual([])
  })
})
