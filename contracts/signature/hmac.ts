import { createHmac, hash } from 'node:crypto'

/** Bytes of a block of each of these hashes. */
const blockSize = 64
const digestSize = { sha1: 20, sha256: 32, sm3: 32 } as const

type HashName = keyof typeof digestSize

/** The two padded blocks of a key (RFC 2104, section 2). */
interface Pads {
  /** ASCII like the key, so that as text it is hashed as these bytes. */
  readonly inner: string
  /** The outer pad, and behind it room for the inner digest. */
  readonly outer: Buffer
}

/** A key that signs many texts. Its padded blocks are computed once for each hash, when they are first needed. */
export interface HmacKey {
  readonly text: string
  readonly pads: Partial<Record<HashName, Pads>>
}

/** Prepares a key that signs many texts, such as the secret of an AccessKey. */
export const createHmacKey = (text: string): HmacKey => ({ text, pads: {} })

/**
 * HMAC of a text, as RFC 2104 defines it. A signature covers few bytes: creating an `Hmac` of node:crypto takes longer than computing
 * the two hashes. Keys that are not short ASCII use `Hmac`; every AccessKeySecret is short ASCII.
 */
export function hmac(
  name: HashName,
  key: HmacKey,
  text: string | Uint8Array,
  encoding: 'hex' | 'base64',
): string {
  if (typeof text !== 'string' || key.text.length > blockSize || !/^[\0-\x7f]*$/.test(key.text))
    return createHmac(name, key.text).update(text).digest(encoding)
  const { inner, outer } = (key.pads[name] ??= padsOf(key.text, digestSize[name]))
  outer.write(hash(name, inner + text, 'binary'), blockSize, 'latin1')
  return hash(name, outer, encoding)
}

function padsOf(key: string, digestBytes: number): Pads {
  const bytes = Buffer.alloc(blockSize)
  bytes.write(key, 'latin1')
  const outer = Buffer.alloc(blockSize + digestBytes)
  outer.set(bytes.map((byte) => byte ^ 0x5c))
  return { inner: Buffer.from(bytes.map((byte) => byte ^ 0x36)).toString('latin1'), outer }
}
