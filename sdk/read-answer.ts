import type { Answer } from './attempt.ts'
import { ApiResponseError } from './errors/api-response-error.ts'
import { UnexpectedResponseError } from './errors/unexpected-response-error.ts'

type Fields = Readonly<Record<string, unknown>>

/**
 * The fields of a successful answer. Throws `ApiResponseError` when the API refused, whether by status or inside HTTP 200,
 * and `UnexpectedResponseError` when it was not the API that answered.
 * @param conceal removes secrets from the texts of errors: a refused signature is answered with the string that was signed, session token included
 */
export function readAnswer(
  operation: string,
  { status, headers, body }: Answer,
  conceal: (text: string) => string,
): Fields {
  const contentType = headers.get('content-type') ?? ''
  const unexpected = (expected: string): UnexpectedResponseError =>
    new UnexpectedResponseError(operation, { status, contentType, body: conceal(body) }, expected)
  const fields =
    body.startsWith('<?xml') || body.startsWith('<Error>') ? xmlError(body) : jsonObject(body, unexpected)
  const code = textOf(fields['Code'] ?? fields['code'])
  const ok = status >= 200 && status < 300
  if (ok && (code === undefined || /^(ok|success|200)$/i.test(code))) {
    if (fields === noFields) throw unexpected('a JSON object')
    return fields
  }
  if (code === undefined || (status >= 300 && status < 400))
    throw unexpected('an answer of the API with a Code')
  throw new ApiResponseError(operation, {
    code,
    status,
    text: conceal(textOf(fields['Message'] ?? fields['message']) ?? ''),
    requestId:
      textOf(fields['RequestId'] ?? fields['requestId']) ?? headers.get('x-acs-request-id') ?? undefined,
    recommend: textOf(fields['Recommend']),
    accessDenied: fields['AccessDeniedDetail'],
    retryAfter: positive(headers.get('x-acs-retry-after')),
  })
}

const noFields: Fields = Object.freeze({})

function jsonObject(body: string, unexpected: (expected: string) => UnexpectedResponseError): Fields {
  let value: unknown
  try {
    value = JSON.parse(body)
  } catch {
    throw unexpected('JSON')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw unexpected('a JSON object')
  return value as Fields
}

/** The gateway answers in XML when it could not read which format was asked for. */
function xmlError(body: string): Fields {
  if (!/<Error>/.test(body)) return noFields
  return Object.fromEntries(
    ['Code', 'Message', 'RequestId', 'Recommend'].map((name) => [
      name,
      unescaped(new RegExp(`<${name}>([^]*?)</${name}>`).exec(body)?.[1]),
    ]),
  )
}

const entities: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&apos;': "'",
  '&amp;': '&',
}

function unescaped(text: string | undefined): string | undefined {
  const literal = /^<!\[CDATA\[([^]*)\]\]>$/.exec(text ?? '')?.[1]
  return literal ?? text?.replace(/&(?:lt|gt|quot|apos|amp);/g, (entity) => entities[entity] as string)
}

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined

function positive(text: string | null): number | undefined {
  const value = Number(text)
  return value > 0 ? value : undefined
}
