import { createHmac, hash } from 'node:crypto'
import { rememberLast } from '../remember-last.ts'

/** Bytes of a block of each of these hashes. */
const blockSize = 64
const digestSize = { sha1: 20, sha256: 32, sm3: 32 } as const

type HashName = keyof typeof digestSize

/**
 * HMAC of a text, as RFC 2104 defines it. A signature covers few bytes, and of those the `Hmac` of node:crypto takes longer to be made
 * than to compute: two hashes at once are twice as fast. Keys that are not short ASCII, as every AccessKeySecret is, go the usual way.
 */
export function hmac(
  name: HashName,
  key: string,
  text: string | Uint8Array,
  encoding: 'hex' | 'base64',
): string {
  const pads = typeof text === 'string' ? padsOf[name](key) : undefined
  if (pads === undefined) return createHmac(name, key).update(text).digest(encoding)
  pads.outer.write(hash(name, pads.inner + (text as string), 'binary'), blockSize, 'latin1')
  return hash(name, pads.outer, encoding)
}

interface Pads {
  readonly inner: string
  /** The outer pad, and behind it room for the inner digest. */
  readonly outer: Buffer
}

const padsOf: Readonly<Record<HashName, (key: string) => Pads | undefined>> = {
  sha1: padded('sha1'),
  sha256: padded('sha256'),
  sm3: padded('sm3'),
}

/** Most calls are signed with the key of the call before. */
function padded(name: HashName): (key: string) => Pads | undefined {
  return rememberLast((key) => {
    if (key.length > blockSize || !/^[\0-\x7f]*$/.test(key)) return undefined
    const bytes = Buffer.alloc(blockSize)
    bytes.write(key, 'latin1')
    const outer = Buffer.alloc(blockSize + digestSize[name])
    outer.set(bytes.map((byte) => byte ^ 0x5c))
    // Still ASCII, so that as text it is hashed as these bytes.
    return { inner: Buffer.from(bytes.map((byte) => byte ^ 0x36)).toString('latin1'), outer }
  })
}
