import { gunzipSync, gzipSync } from 'node:zlib'
import { percentEncode } from '../../contracts/signature/percent-encode.ts'

/** What a text is made of: another text or value, in a form that hides it from whoever looks for it. */
export interface Layer {
  readonly kind: 'json' | 'base64' | 'base64url' | 'gzip' | 'percent'
  /** A value for `json`, else a text. */
  readonly inner: unknown
  /** The text around another content. */
  wrap(inner: unknown): string
}

/** Most bytes a packed text may unfold to. */
const limit = 16 * 1024 * 1024

/** The outermost layer of a text; undefined when it is just a text. Only what can be put together again as it was is one. */
export function layerOf(text: string): Layer | undefined {
  if (/^[[{]/.test(text)) return jsonLayer(text)
  if (/%[0-9A-Fa-f]{2}/.test(text)) return percentLayer(text)
  if (text.length >= 12 && /^[A-Za-z0-9+/_-]+={0,2}$/.test(text) && !/^\d+$/.test(text))
    return base64Layer(text)
  return undefined
}

function jsonLayer(text: string): Layer | undefined {
  try {
    const inner: unknown = JSON.parse(text)
    return JSON.stringify(inner) === text
      ? { kind: 'json', inner, wrap: (value) => JSON.stringify(value) }
      : undefined
  } catch {
    return undefined
  }
}

const percentEncoders: readonly ((text: string) => string)[] = [
  percentEncode,
  encodeURIComponent,
  encodeURI,
  (text) => percentEncode(text).replaceAll('%20', '+'),
]

function percentLayer(text: string): Layer | undefined {
  for (const encode of percentEncoders) {
    try {
      const inner =
        encode === percentEncoders[3]
          ? decodeURIComponent(text.replaceAll('+', '%20'))
          : decodeURIComponent(text)
      if (encode(inner) === text) return { kind: 'percent', inner, wrap: (value) => encode(String(value)) }
    } catch {
      // Not percent-encoded UTF-8: just a text.
    }
  }
  return undefined
}

function base64Layer(text: string): Layer | undefined {
  const kind = /[_-]/.test(text) || (text.length % 4 !== 0 && !text.includes('=')) ? 'base64url' : 'base64'
  const bytes = Buffer.from(text, kind)
  if (bytes.toString(kind) !== text) return undefined
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
    const unpacked = unpack(bytes)
    return unpacked === undefined
      ? undefined
      : { kind: 'gzip', inner: unpacked, wrap: (value) => gzipSync(String(value)).toString(kind) }
  }
  const inner = printable(bytes)
  return inner === undefined
    ? undefined
    : { kind, inner, wrap: (value) => Buffer.from(String(value)).toString(kind) }
}

function unpack(bytes: Buffer): string | undefined {
  try {
    return printable(gunzipSync(bytes, { maxOutputLength: limit }))
  } catch {
    return undefined
  }
}

/** Bytes as text, if they are text somebody could read. */
function printable(bytes: Buffer): string | undefined {
  const text = bytes.toString('utf8')
  // oxlint-disable-next-line no-control-regex -- what has control characters is no text
  return /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffd]/.test(text) ? undefined : text
}
