import { isAscii, isUtf8 } from 'node:buffer'
import type { HttpRequest } from '../../contracts/http.ts'
import { parseAuthorization, type Authorization } from '../../contracts/signature/acs3.ts'
import type { Pair } from '../../contracts/signature/percent-encode.ts'
import { signatureParameter } from '../../contracts/signature/rpc-v1.ts'
import type { Format } from '../../contracts/wire/envelope.ts'
import { parseParameters, type ParameterMemory } from '../../contracts/wire/parameters.ts'
import { storeText, type StoredText } from '../world/stores/stored-text.ts'

/** How a request says who it comes from. Only an `Authorization: ACS3-…` header tells V3 from V1: SDKs send x-acs-* headers in V1 too. */
export type Scheme = 'acs3' | 'rpc-v1' | 'unsigned'

/** A request before its checks: who asks for which operation with what. */
export interface Call {
  readonly request: HttpRequest
  readonly scheme: Scheme
  /** Of a V3 call; undefined if the header cannot be taken apart. */
  readonly authorization: Authorization | undefined
  /** The `Action`; empty when there is none. */
  readonly action: string
  readonly version: string
  readonly accessKeyId: string
  readonly securityToken: string
  /** Parameters of the query string and of the form body, decoded, in the order they came. */
  readonly query: readonly Pair[]
  readonly form: readonly Pair[]
  /** Query and form merged; of a name sent twice the first counts. */
  readonly parameters: ReadonlyMap<string, string>
  /** Parameters in the form in which they are kept, for those that are kept: see `storedParameter`. */
  readonly stored: Map<string, StoredText>
  /** Where the request cannot be read: a parameter's name, or `body`. */
  readonly malformed: string | undefined
}

/**
 * Reads a request as a call. Never throws: what cannot be read is noted for the first check to refuse.
 * @param memory parameters that the caller repeats, kept by an emulator
 */
export function readCall(request: HttpRequest, memory?: ParameterMemory): Call {
  const { headers, url, body } = request
  const query = parseParameters(queryOf(url), memory)
  const form = readForm(headers['content-type'], body, memory)
  const parameters = new Map<string, string>()
  for (const [name, value] of query.pairs) if (!parameters.has(name)) parameters.set(name, value)
  for (const [name, value] of form.pairs) if (!parameters.has(name)) parameters.set(name, value)

  const header = headers['authorization'] ?? ''
  const scheme: Scheme = header.startsWith('ACS3-')
    ? 'acs3'
    : parameters.has(signatureParameter) || parameters.has('AccessKeyId')
      ? 'rpc-v1'
      : 'unsigned'
  const authorization = scheme === 'acs3' ? parseAuthorization(header) : undefined
  const fromHeaders = scheme !== 'rpc-v1'
  return {
    request,
    scheme,
    authorization,
    action:
      (fromHeaders ? headers['x-acs-action'] : undefined) ??
      parameters.get('Action') ??
      headers['x-acs-action'] ??
      '',
    version:
      (fromHeaders ? headers['x-acs-version'] : undefined) ??
      parameters.get('Version') ??
      headers['x-acs-version'] ??
      '',
    accessKeyId: authorization?.accessKeyId ?? parameters.get('AccessKeyId') ?? '',
    securityToken: headers['x-acs-security-token'] || parameters.get('SecurityToken') || '',
    query: query.pairs,
    form: form.pairs,
    parameters,
    stored: new Map(),
    malformed: query.malformed ?? form.malformed,
  }
}

/** The format the answer should have. V1 asks by parameter alone, V3 by its accept header. */
export function formatOf({ scheme, parameters, request }: Call, v1Default: Format): Format {
  const asked = parameters.get('Format')?.toUpperCase()
  if (asked === 'JSON' || asked === 'XML') return asked
  if (scheme === 'rpc-v1') return v1Default
  const accept = request.headers['accept'] ?? ''
  if (accept.includes('json')) return 'JSON'
  if (scheme === 'acs3') return accept.includes('xml') ? 'XML' : 'JSON'
  return v1Default
}

/** What a header contributes to the form: only url-encoded bodies, and bodies that do not say what they are, carry parameters. */
export const carriesParameters = (contentType: string | undefined): boolean =>
  contentType === undefined ||
  contentType === '' ||
  contentType === form ||
  contentType.toLowerCase().startsWith(form)

const form = 'application/x-www-form-urlencoded'

function readForm(
  contentType: string | undefined,
  body: Uint8Array,
  memory: ParameterMemory | undefined,
): ReturnType<typeof parseParameters> {
  if (body.length === 0 || !carriesParameters(contentType)) return { pairs: [], malformed: undefined }
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  if (isAscii(bytes)) return parseParameters(bytes.toString('latin1'), memory)
  return isUtf8(bytes) ? parseParameters(bytes.toString('utf8'), memory) : { pairs: [], malformed: 'body' }
}

function queryOf(url: string): string {
  const start = url.indexOf('?')
  return start === -1 ? '' : url.slice(start + 1)
}

/** A parameter in the form in which it is kept. Whatever keeps it keeps the same bytes. */
export function storedParameter({ parameters, stored }: Call, name: string): StoredText | undefined {
  const text = parameters.get(name)
  if (text === undefined) return undefined
  const kept = stored.get(name) ?? storeText(text)
  stored.set(name, kept)
  return kept
}
