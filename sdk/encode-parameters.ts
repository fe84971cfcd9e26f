import { percentEncode } from '../contracts/signature/percent-encode.ts'

/*
 * Parameters as they travel, in one pass: JSON and percent-encoding together, written as bytes. A list of 1,000 recipients is nearly all of
 * what a mass send computes, and JSON.stringify alone takes longer than all of this.
 */

const percent = 0x25
const quote = 0x22
const ampersand = 0x26
const equals = 0x3d
const comma = 0x2c
const openBracket = 0x5b
const backslash = 0x5c
const closeBracket = 0x5d
const openBrace = 0x7b
const closeBrace = 0x7d
const firstPrintable = 0x20
const lastAscii = 0x7f
const firstSurrogate = 0xd800
const lastSurrogate = 0xdfff

const hexDigits = bytesOf('0123456789ABCDEF')

/** Which characters stay as they are, and what does the rest of the work. */
interface Encoding {
  readonly encode: (text: string) => string
  readonly staysBare: Uint8Array
  /** Names of members with what stands before them. They come again and again, and there are few of them. */
  readonly firstMembers: Map<string, Prepared>
  readonly laterMembers: Map<string, Prepared>
}

/** A text ready to be copied, four bytes at a time. */
interface Prepared {
  readonly words: Uint32Array
  readonly length: number
}

const unreserved = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~'

/** As the signatures ask, or as the vendor's SDKs write forms. */
const encodings = {
  signature: createEncoding(percentEncode, unreserved),
  form: createEncoding(encodeURIComponent, `${unreserved}!'()*`),
}

function createEncoding(encode: Encoding['encode'], bare: string): Encoding {
  const staysBare = new Uint8Array(lastAscii + 1)
  for (const byte of bytesOf(bare)) staysBare[byte] = 1
  return { encode, staysBare, firstMembers: new Map(), laterMembers: new Map() }
}

const mostMemberNames = 500

/** Shared by all calls: nothing waits while they are in use. */
let scratch = new Uint8Array(64 * 1024)
/** The same bytes, for what only a Buffer or a DataView can do. */
let buffer = Buffer.from(scratch.buffer)
let view = new DataView(scratch.buffer)
let encoding: Encoding = encodings.signature
/** What a call leaves behind is given back when it is larger than this. */
const keptScratch = 4 * 1024 * 1024

/** A parameter with its value; lists and objects travel as JSON. */
export type Parameter = readonly [name: string, value: unknown]

/**
 * `name=value` joined with `&`: what `percentEncode` makes of names and values, or `encodeURIComponent` for a form.
 * The bytes are good until the next call.
 */
export function encodeParameters(parameters: readonly Parameter[], purpose: keyof typeof encodings): Buffer {
  encoding = encodings[purpose]
  if (scratch.length > keptScratch) use(new Uint8Array(64 * 1024))
  let end = 0
  for (const [name, value] of parameters) {
    end = writeAscii(`${end === 0 ? '' : '&'}${encoding.encode(name)}=`, end)
    end = typeof value === 'object' ? writeValue(value, end) : writeAscii(encoding.encode(String(value)), end)
  }
  return buffer.subarray(0, end)
}

/**
 * What is to be signed in V1: the beginning, then the canonical query percent-encoded a second time, of which only `%`, `&` and `=` change.
 * The bytes are good until the next call.
 */
export function encodeAgain(beginning: string, canonicalQuery: Uint8Array): Buffer {
  const { length } = canonicalQuery
  // It goes behind the query, which may be here as well.
  reserve(length + beginning.length + length * 3)
  const bytes = scratch
  let at = writeAscii(beginning, length)
  for (let index = 0; index < length;) {
    const byte = canonicalQuery[index] as number
    if (byte === percent) {
      bytes[at] = percent
      bytes[at + 1] = 0x32
      bytes[at + 2] = 0x35
      bytes[at + 3] = canonicalQuery[index + 1] as number
      bytes[at + 4] = canonicalQuery[index + 2] as number
      at += 5
      index += 3
    } else {
      if (byte === ampersand || byte === equals) at = writeEncoded(bytes, byte, at)
      else bytes[at++] = byte
      index++
    }
  }
  return buffer.subarray(length, at)
}

function writeValue(value: unknown, at: number): number {
  if (typeof value === 'string') return writeString(value, at)
  if (Array.isArray(value)) return writeList(value, at)
  return isPlainObject(value)
    ? writeObject(value, at)
    : writeAscii(encoding.encode(JSON.stringify(value) ?? 'null'), at)
}

function writeList(list: readonly unknown[], at: number): number {
  let end = writeCharacter(openBracket, at)
  for (let index = 0; index < list.length; index++) {
    if (index > 0) end = writeCharacter(comma, end)
    end = writeValue(list[index], end)
  }
  return writeCharacter(closeBracket, end)
}

function writeObject(object: Readonly<Record<string, unknown>>, at: number): number {
  const { firstMembers: first, laterMembers: later } = encoding
  let end = at
  for (const name in object) {
    const value = object[name]
    if (value === undefined || typeof value === 'function' || typeof value === 'symbol') continue
    const start = copy(end === at ? memberName(name, first, '{') : memberName(name, later, ','), end)
    end = typeof value === 'string' ? writeString(value, start) : writeValue(value, start)
  }
  return writeCharacter(closeBrace, end === at ? writeCharacter(openBrace, at) : end)
}

function writeString(text: string, at: number): number {
  reserve(at + text.length * 9 + 6)
  const bytes = scratch
  const { staysBare } = encoding
  let end = writeEncoded(bytes, quote, at)
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    if (staysBare[unit] === 1) bytes[end++] = unit
    else if (unit <= lastAscii && unit >= firstPrintable && unit !== quote && unit !== backslash)
      end = writeEncoded(bytes, unit, end)
    else if (unit > lastAscii && !(unit >= firstSurrogate && unit <= lastSurrogate))
      end = writeUtf8(bytes, unit, end)
    else return writeAscii(encoding.encode(JSON.stringify(text)), at)
  }
  return writeEncoded(bytes, quote, end)
}

/** A character of two or three bytes. */
function writeUtf8(bytes: Uint8Array, unit: number, at: number): number {
  const end =
    unit < 0x800
      ? writeEncoded(bytes, 0xc0 | (unit >> 6), at)
      : writeEncoded(bytes, 0x80 | ((unit >> 6) & 0x3f), writeEncoded(bytes, 0xe0 | (unit >> 12), at))
  return writeEncoded(bytes, 0x80 | (unit & 0x3f), end)
}

function writeCharacter(byte: number, at: number): number {
  reserve(at + 3)
  return writeEncoded(scratch, byte, at)
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

/** Writes up to three bytes too many, which the next ones replace. */
function copy({ words, length }: Prepared, at: number): number {
  reserve(at + length + 3)
  for (let index = 0; index < words.length; index++) view.setUint32(at + index * 4, words[index] as number)
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
  buffer = Buffer.from(bytes.buffer)
  view = new DataView(bytes.buffer)
}

function memberName(name: string, known: Map<string, Prepared>, before: '{' | ','): Prepared {
  const found = known.get(name)
  if (found !== undefined) return found
  const prepared = prepare(encoding.encode(`${before}${JSON.stringify(name)}:`))
  if (known.size < mostMemberNames) known.set(name, prepared)
  return prepared
}

function prepare(text: string): Prepared {
  const words = new Uint32Array(Math.ceil(text.length / 4))
  const padded = Buffer.from(text.padEnd(words.length * 4), 'latin1')
  for (let index = 0; index < words.length; index++) words[index] = padded.readUInt32BE(index * 4)
  return { words, length: text.length }
}

/** Everything else, such as dates, is left to JSON.stringify. */
function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    typeof value === 'object' &&
    value !== null &&
    value.constructor === Object &&
    (value as { toJSON?: unknown }).toJSON === undefined
  )
}

function bytesOf(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'latin1'))
}
