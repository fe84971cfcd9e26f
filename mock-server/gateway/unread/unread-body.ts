import type { Assumptions } from '../../../contracts/evidence/assumptions.ts'
import { visible } from '../../../contracts/visible.ts'
import { explainJson } from '../../../contracts/wire/json-mistakes.ts'
import { carriesParameters, type Call } from '../../call/call.ts'

/** A body whose parameters are not read. */
export interface UnreadBody {
  /** Names of the parameters seen in it. */
  readonly names: readonly string[]
  readonly says: string
}

/** Of a larger body only the beginning is searched for names. */
const searched = 1_000_000
const namesAtMost = 12

const readForms =
  'Parameters are read from the query and from a body of type application/x-www-form-urlencoded'

/** Says what came in a body that carries no parameters; undefined where there is none. */
export function unreadBody(call: Call, { jsonBody }: Pick<Assumptions, 'jsonBody'>): UnreadBody | undefined {
  const { body, headers } = call.request
  if (body.length === 0) return undefined
  const type = headers['content-type'] ?? ''
  const isForm = carriesParameters(type)
  const first = body[0] as number
  // A form begins with a name; what begins with a brace, a bracket or a byte order mark is something else.
  if (isForm && first !== 0x7b && first !== 0x5b && first !== 0xef && first !== 0x1f) return undefined
  const isJsonType = /^application\/json/i.test(type)
  const text = Buffer.from(body.buffer, body.byteOffset, Math.min(body.length, searched)).toString()
  const found = namesIn(text, type)
  if (isJsonType && jsonBody === 'read' && found.complaint === undefined) return undefined
  if (isForm && found.kind === 'form') return undefined
  const shown = type === '' ? 'no Content-Type' : `Content-Type ${visible(type.slice(0, 100))}`
  const contents = found.names.length === 0 ? '' : ` It holds ${listed(found.names)}.`
  const switched =
    found.kind === 'JSON' && jsonBody === 'ignored' && !isForm
      ? ` The switch --assume jsonBody=read reads ${isJsonType ? 'it' : 'a body of type application/json'}, except what signs the call.`
      : ''
  return {
    names: found.names,
    says: `The body came with ${shown}${found.kind === 'form' ? '' : `, is ${found.kind}`} and was not read.${contents} ${readForms}.${adviceOn(found.kind, type)}${switched}${found.complaint === undefined ? '' : ` ${found.complaint}`}`,
  }
}

interface Found {
  readonly kind: 'JSON' | 'multipart' | 'XML' | 'form' | 'compressed' | 'of an unknown form'
  readonly names: readonly string[]
  readonly complaint?: string
}

function namesIn(text: string, type: string): Found {
  if (text.startsWith('\u001F')) return { kind: 'compressed', names: [] }
  const plain = text.replace(/^\uFEFF/, '').trimStart()
  if (/^[{[]/.test(plain) || /[/+]json/i.test(type)) {
    try {
      return { kind: 'JSON', names: keysOf(JSON.parse(text)) }
    } catch {
      const complaint = explainJson('The body', text, 'object')
      const names = [...plain.matchAll(/["'“]([A-Za-z][\w.]{0,63})["'”]\s*:/g)].map(
        ([, name]) => name as string,
      )
      return { kind: 'JSON', names: unique(names), ...(complaint !== undefined && { complaint }) }
    }
  }
  if (/^multipart\//i.test(type) || /^--[^\r\n]+\r?\ncontent-disposition:/i.test(plain))
    return {
      kind: 'multipart',
      names: unique([...plain.matchAll(/\bname="?([^"\r\n;]{1,64})"?/g)].map(([, name]) => name as string)),
    }
  if (plain.startsWith('<'))
    return {
      kind: 'XML',
      names: unique([...plain.matchAll(/<([A-Za-z]\w{0,63})[\s>]/g)].map(([, name]) => name as string)),
    }
  if (/^[\w.%[\]-]{1,100}=/.test(plain))
    return {
      kind: 'form',
      names: unique(plain.split('&', 60).map((field) => field.split('=', 1)[0] as string)),
    }
  return { kind: 'of an unknown form', names: [] }
}

function adviceOn(kind: Found['kind'], type: string): string {
  if (kind === 'form')
    return ' The text is a form: set the header Content-Type. fetch and others send text/plain with a string as body; pass URLSearchParams, or set it.'
  if (kind === 'multipart')
    return ' Send the parameters as a form: in PHP pass http_build_query($parameters) to curl rather than an array, in JavaScript URLSearchParams rather than FormData, in Python data= rather than files=.'
  if (kind === 'JSON' && carriesParameters(type))
    return ' It has the Content-Type of a form, or none, but is JSON: write it as name=value pairs.'
  if (kind === 'compressed') return ' Send it uncompressed.'
  return ''
}

const keysOf = (value: unknown): string[] =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : []

const unique = (names: readonly string[]): string[] => [...new Set(names)]

/** Names of business parameters first: those are looked for. */
function listed(names: readonly string[]): string {
  const shown = names.slice(0, namesAtMost).map((name) => visible(name.slice(0, 64)))
  return `${shown.join(', ')}${names.length > namesAtMost ? ` and ${names.length - namesAtMost} more` : ''}`
}
