import { gunzipSync, gzipSync } from 'node:zlib'
import { percentEncode } from '../../../contracts/signature/percent-encode.ts'
import type { Random } from '../../../mock-server/ports/random.ts'

/** Something that must not be found. */
export interface Canary {
  readonly text: string
  readonly kind: 'number' | 'secret' | 'key'
}

const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz0123456789'
const countries = ['86', '1', '49', '852', '91', '971']

/** A number with its country code, an access key id, or a random secret. */
export function createCanary(random: Random): Canary {
  const draw = random.next()
  if (draw < 0.5)
    return {
      kind: 'number',
      text: `${countries[Math.floor(random.next() * countries.length)]}${random.digits(11)}`,
    }
  const text = Array.from({ length: 24 }, () => letters[Math.floor(random.next() * letters.length)]).join('')
  return draw < 0.6 ? { kind: 'key', text: `LTAI${text.slice(0, 20)}` } : { kind: 'secret', text }
}

/** Ways a text hides in another one. */
const hides: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => `call ${text}, please`,
  (text) => JSON.stringify({ to: text, note: 'x' }),
  (text) => `{ "list" : [ "${text.replaceAll('"', '')}" ] }`,
  (text) => `https://shop.example/track/${percentEncode(text)}?q=${percentEncode(text)}&z=1`,
  (text) => `name=${percentEncode(text)}&code=${percentEncode(text)}`,
  (text) => percentEncode(text),
  (text) => percentEncode(percentEncode(text)),
  (text) => Buffer.from(text).toString('base64'),
  (text) => Buffer.from(`ab${text}`).toString('base64url'),
  (text) => gzipSync(text).toString('base64'),
  (text) => gzipSync(text, { level: 1 }).toString('base64'),
  (text) => Buffer.concat([Buffer.from([0, 1, 2]), Buffer.from(text)]).toString('base64'),
  (text) => `<?xml version='1.0'?><Answer><To>${text.replaceAll(/[<>&]/g, '')}</To></Answer>`,
  (text) => `[${JSON.stringify(text)},"李雷 ${text.slice(0, 40).replaceAll('"', '')}"]`,
]

/** A text around a canary, up to three times. */
export function hide(text: string, random: Random): string {
  let hidden = text
  for (let depth = 1 + Math.floor(random.next() * 3); depth > 0; depth--)
    hidden = (hides[Math.floor(random.next() * hides.length)] as (text: string) => string)(hidden)
  return hidden
}

/** Everything a text holds, unpacked as far as that goes. */
export function unpacked(text: string): string[] {
  const all = new Set([text])
  for (const each of all) for (const inner of opened(each)) all.add(inner)
  return [...all]
}

/** Every text of a value, names of fields included. */
export function textsOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [String(value)]
  return Object.entries(value).flatMap(([name, each]) => [name, ...textsOf(each)])
}

function opened(text: string): string[] {
  const inner: string[] = []
  if (text.includes('\\')) inner.push(text.replaceAll(/\\(["\\])/g, '$1'))
  if (text.includes('%'))
    inner.push(
      text.replaceAll(/(?:%[0-9A-Fa-f]{2})+/g, (run) =>
        Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8'),
      ),
    )
  for (const [packed] of text.matchAll(/[A-Za-z0-9+/_-]{16,}={0,2}/g)) {
    if (/^\d+$/.test(packed)) continue
    const bytes = Buffer.from(packed, 'base64')
    if (bytes[0] === 0x1f && bytes[1] === 0x8b) inner.push(tryGunzip(bytes))
    else if (bytes.toString('latin1').match(/[ -~]{10}/)) inner.push(bytes.toString('utf8'))
  }
  return inner
}

function tryGunzip(bytes: Buffer): string {
  try {
    return gunzipSync(bytes).toString('utf8')
  } catch {
    return ''
  }
}

const probe = 10

/** Canaries that stand in one of the texts: as they are, percent-encoded, in base64 at any offset; numbers without their country code, too. */
export function found(texts: readonly string[], canaries: readonly Canary[]): string[] {
  const needles = new Map<string, string[]>()
  for (const { text, kind } of canaries) {
    const bare = kind === 'number' ? text.slice(-11) : text
    const inBase64 = [0, 1, 2].map((offset) =>
      Buffer.from(`${'x'.repeat(offset)}${bare}`)
        .toString('base64')
        .slice(offset === 0 ? 0 : 4, Math.floor((offset + bare.length) / 3) * 4),
    )
    const everyByte = [...bare]
      .map((character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
      .join('')
    for (const needle of [bare, everyByte, ...inBase64])
      needles.set(needle.slice(0, probe), [...(needles.get(needle.slice(0, probe)) ?? []), needle])
  }
  const beginnings = new Set(
    [...needles.keys()].map((start) => start.charCodeAt(0) * 65_536 + start.charCodeAt(1)),
  )
  const hits = new Set<string>()
  for (const text of texts) {
    for (let at = 0; at + probe <= text.length; at++) {
      // A look at two characters first: most places begin nothing.
      if (!beginnings.has(text.charCodeAt(at) * 65_536 + text.charCodeAt(at + 1))) continue
      for (const needle of needles.get(text.slice(at, at + probe)) ?? [])
        if (text.startsWith(needle, at)) hits.add(needle)
    }
  }
  return [...hits]
}
