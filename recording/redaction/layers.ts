import { gunzipSync, gzipSync } from 'node:zlib'
import { isShallow } from '../is-shallow.ts'
import { removed } from './secrets.ts'
import { percentEncode } from '../../contracts/signature/percent-encode.ts'

/** What a text is made of: another text or value, in a form that hides it from whoever looks for it. */
export interface Layer {
  readonly kind: 'json' | 'base64' | 'base64url' | 'gzip' | 'percent'
  /** The one of several ways in which this kind of layer is written. */
  readonly way?: number
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
    // Too deep to be looked through.
    if (!isShallow(inner)) return { kind: 'json', inner: null, wrap: () => removed }
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
  for (const [way, encode] of percentEncoders.entries()) {
    try {
      const inner = way === 3 ? decodeURIComponent(text.replaceAll('+', '%20')) : decodeURIComponent(text)
      if (encode(inner) === text)
        return { kind: 'percent', way, inner, wrap: (value) => encode(String(value)) }
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
    return gzipLayer(bytes, kind)
  }
  const inner = printable(bytes)
  return inner === undefined
    ? undefined
    : { kind, inner, wrap: (value) => Buffer.from(String(value)).toString(kind) }
}

/** Levels of compression, the usual one first. */
const levels = [6, 9, 1, 5, 4, 3, 2, 7, 8]

/** Packed again at the level that gives the same bytes; where none does, at the usual one. */
function gzipLayer(bytes: Buffer, form: 'base64' | 'base64url'): Layer | undefined {
  const inner = unpack(bytes)
  if (inner === undefined) return undefined
  const way = levels.find((level) => gzipSync(inner, { level }).equals(bytes))
  return {
    kind: 'gzip',
    ...(way === undefined ? {} : { way }),
    inner,
    wrap: (value) => gzipSync(String(value), { level: way ?? 6 }).toString(form),
  }
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
