import type { HttpRequest } from '../../contracts/http.ts'
import { parseAuthorization } from '../../contracts/signature/acs3.ts'
import type { Format } from '../../contracts/wire/envelope.ts'
import { parseParameters } from '../../contracts/wire/parameters.ts'
import { credentialParameters } from '../../contracts/wire/system-parameters.ts'
import { askedOf, type Asked } from './recording.ts'

/** What a request asks for: the same whether it travels in query or form, signed by V1 or V3. */
export function readRequest({ url, headers, body }: HttpRequest): Asked {
  const start = url.indexOf('?')
  const query = start === -1 ? [] : parseParameters(url.slice(start + 1)).pairs
  const type = headers['content-type']?.toLowerCase() ?? ''
  const form =
    body.length === 0 || !(type === '' || type.startsWith('application/x-www-form-urlencoded'))
      ? []
      : parseParameters(Buffer.from(body).toString('utf8')).pairs
  // Of a name sent twice the first counts.
  const parameters = new Map([...query, ...form].reverse())
  const isV3 = headers['authorization']?.startsWith('ACS3-') === true
  const call =
    (isV3 ? headers['x-acs-action'] : undefined) ?? parameters.get('Action') ?? headers['x-acs-action'] ?? ''
  return askedOf(call, parameters, formatOf(parameters.get('Format'), headers['accept'] ?? '', isV3))
}

/** A shorter text proves nothing, and would be found everywhere. */
const fewest = 6

/** Texts of a request that prove who it comes from: an answer may repeat them. */
export function secretsIn({ url, headers, body }: HttpRequest): string[] {
  const authorization = parseAuthorization(headers['authorization'] ?? '')
  const pairs = [url.slice(url.indexOf('?') + 1), Buffer.from(body).toString('utf8')].flatMap(
    (text) => parseParameters(text).pairs,
  )
  const signing = pairs.filter(([name]) => credentialParameters.has(name)).map(([, value]) => value)
  return [
    authorization?.accessKeyId,
    authorization?.signature,
    headers['x-acs-security-token'],
    headers['x-acs-accesskey-id'],
    ...signing,
  ].filter((each) => each !== undefined && each.length >= fewest) as string[]
}

function formatOf(asked: string | undefined, accept: string, isV3: boolean): Format {
  const named = asked?.toUpperCase()
  if (named === 'JSON' || named === 'XML') return named
  if (accept.includes('json')) return 'JSON'
  return isV3 && !accept.includes('xml') ? 'JSON' : 'XML'
}
