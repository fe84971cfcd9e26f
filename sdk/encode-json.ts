import { percentEncode } from '../contracts/signature/percent-encode.ts'

/*
 * JSON and percent-encoding in one pass over the value. A list of 1,000 recipients is nearly all of what a mass send computes:
 * writing bytes takes less time than JSON.stringify with encodeURIComponent after it, and V1 has to encode all of it again.
 */

const percent = 0x25
const quote = 0x22
const ampersand = 0x26
const equals = 0x3d
const backslash = 0x5c
const firstPrintable = 0x20
const lastAscii = 0x7f

const hexDigits = bytesOf('0123456789ABCDEF')

/** Which characters stay as they are, and what does the rest of the work. */
interface Encoding {
  readonly encode: (text: string) => string
  readonly staysBare: Uint8Array
  /** Names of members with what stands before them. They come again and again, and there are few of them. */
  readonly firstMembers: Map<string, Uint8Array>
  readonly laterMembers: Map<string, Uint8Array>
}

const unreserved = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~'

/** As the signatures ask, or as the vendor's SDKs write forms. */
const encodings = { signature: createEncoding(percentEncode, unreserved), form: createEncoding(encodeURIComponent, `${unreserved}!'()*`) }

function createEncoding(encode: Encoding['encode'], bare: string): Encoding {
  const staysBare = new Uint8Array(lastAscii + 1)
  for (const byte of bytesOf(bare)) staysBare[byte] = 1
  return { encode, staysBare, firstMembers: new Map(), laterMembers: new Map() }
}

const openBrace = bytesOf('%7B')
const closeBrace = bytesOf('%7D')
const openBracket = bytesOf('%5B')
const closeBracket = bytesOf('%5D')
const comma = bytesOf('%2C')

const mostMemberNames = 500

/** Shared by all calls: nothing waits while they are in use. */
let scratch = new Uint8Array(64 * 1024)
/** The same bytes, for what only a Buffer can do. */
let buffer = bufferOver(scratch)
let encoding: Encoding = encodings.signature
/** What a call leaves behind is given back when it is larger than this. */
const keptScratch = 4 * 1024 * 1024

/** The value as JSON, percent-encoded: the same text as `percentEncode(JSON.stringify(value))`, or with `encodeURIComponent` for a form. */
export function encodeJson(value: unknown, purpose: keyof typeof encodings): string {
  encoding = encodings[purpose]
  const end = writeValue(value, 0)
  const text = buffer.toString('latin1', 0, end)
  if (scratch.length > keptScratch) use(new Uint8Array(64 * 1024))
  return text
}

/**
 * What is to be signed in V1: the beginning, then the canonical query percent-encoded a second time, of which only `%`, `&` and `=` change.
 * The bytes are good until the next call.
 */
export function encodeAgain(beginning: string, canonicalQuery: string): Uint8Array {
  const source: Uint8Array = Buffer.from(canonicalQuery, 'latin1')
  const { length } = source
  reserve(beginning.length + length * 3)
  const bytes = scratch
  let at = writeAscii(beginning, 0)
  for (let index = 0; index < length; index++) {
    const byte = source[index] as number
    bytes[at++] = byte
    if (byte === percent) {
      bytes[at++] = 0x32
      bytes[at++] = 0x35
    } else if (byte === ampersand || byte === equals) at = writeEncoded(bytes, byte, at - 1)
  }
  return buffer.subarray(0, at)
}

function writeValue(value: unknown, at: number): number {
  if (typeof value === 'string') return writeString(value, at)
  if (Array.isArray(value)) return writeList(value, at)
  return isPlainObject(value) ? writeObject(value, at) : writeAscii(encoding.encode(JSON.stringify(value) ?? 'null'), at)
}

function writeList(list: readonly unknown[], at: number): number {
  let end = copy(openBracket, at)
  for (let index = 0; index < list.length; index++) {
    if (index > 0) end = copy(comma, end)
    end = writeValue(list[index], end)
  }
  return copy(closeBracket, end)
}

function writeObject(object: Readonly<Record<string, unknown>>, at: number): number {
  let end = at
  for (const name in object) {
    const value = object[name]
    if (value === undefined || typeof value === 'function' || typeof value === 'symbol') continue
    end = writeValue(value, copy(end === at ? memberName(name, encoding.firstMembers, '{') : memberName(name, encoding.laterMembers, ','), end))
  }
  return copy(closeBrace, end === at ? copy(openBrace, at) : end)
}

function writeString(text: string, at: number): number {
  reserve(at + text.length * 3 + 6)
  const bytes = scratch
  const { staysBare } = encoding
  bytes[at] = percent
  bytes[at + 1] = 0x32
  bytes[at + 2] = 0x32
  let end = at + 3
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    if (staysBare[unit] === 1) bytes[end++] = unit
    else if (unit > lastAscii || unit < firstPrintable || unit === quote || unit === backslash) return writeAscii(encoding.encode(JSON.stringify(text)), at)
    else end = writeEncoded(bytes, unit, end)
  }
  return writeEncoded(bytes, quote, end)
}

function writeEncoded(bytes: Uint8Array, byte: number, at: number): number {
  bytes[at] = percent
  bytes[at + 1] = hexDigits[byte >> 4] as number
  bytes[at + 2] = hexDigits[byte & 15] as number
  return at + 3
}

function writeAscii(text: string, at: number): number {
  reserve(at + text.length)
  return at + buffer.write(text, at, 'latin1')
}

function copy(source: Uint8Array, at: number): number {
  const { length } = source
  if (at + length > scratch.length) reserve(at + length)
  const bytes = scratch
  for (let index = 0; index < length; index++) bytes[at + index] = source[index] as number
  return at + length
}

function reserve(length: number): void {
  if (length <= scratch.length) return
  const larger = new Uint8Array(length * 2)
  larger.set(scratch)
  use(larger)
}

function use(bytes: Uint8Array<ArrayBuffer>): void {
  scratch = bytes
  buffer = bufferOver(bytes)
}

function bufferOver({ buffer: memory }: Uint8Array<ArrayBuffer>): Buffer {
  return Buffer.from(memory)
}

function memberName(name: string, known: Map<string, Uint8Array>, before: '{' | ','): Uint8Array {
  const found = known.get(name)
  if (found !== undefined) return found
  const bytes = bytesOf(encoding.encode(`${before}${JSON.stringify(name)}:`))
  if (known.size < mostMemberNames) known.set(name, bytes)
  return bytes
}

/** Everything else, such as dates, is left to JSON.stringify. */
function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && value.constructor === Object && (value as { toJSON?: unknown }).toJSON === undefined
}

function bytesOf(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'latin1'))
}
