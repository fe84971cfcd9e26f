import type { HttpRequest } from '../../contracts/http.ts'
import type { Pair } from '../../contracts/signature/percent-encode.ts'
import { parseParameters } from '../../contracts/wire/parameters.ts'
import { credentialParameters, incidentalParameters } from '../../contracts/wire/system-parameters.ts'
import type { Credentials } from '../../sdk/credentials/credentials.ts'
import { signByHand, type WireRequest } from '../sign-by-hand.ts'

interface Signing {
  readonly endpoint: string
  readonly credentials: Credentials
  /** Milliseconds since the epoch. */
  readonly now: number
  readonly nonce: string
}

/** The same call under other credentials and for another host: with the signature, the format and the place of parameters its client chose. */
export function signAgain(
  { method, url, headers, body }: HttpRequest,
  { endpoint, credentials, now, nonce }: Signing,
): WireRequest {
  const start = url.indexOf('?')
  const query = start === -1 ? [] : parseParameters(url.slice(start + 1)).pairs
  const form = parseParameters(Buffer.from(body).toString('utf8')).pairs
  const all = [...query, ...form]
  const valueOf = (wanted: string): string | undefined => all.find(([name]) => name === wanted)?.[1]
  const isV3 = headers['authorization']?.startsWith('ACS3-') === true
  const operation =
    (isV3 ? headers['x-acs-action'] : undefined) ?? valueOf('Action') ?? headers['x-acs-action'] ?? ''
  const version = (isV3 ? headers['x-acs-version'] : undefined) ?? valueOf('Version')
  const format = valueOf('Format')
  const parameters = all.filter(
    ([name]) =>
      !credentialParameters.has(name) &&
      !incidentalParameters.has(name) &&
      name !== 'Action' &&
      name !== 'Version',
  )
  return signByHand({
    endpoint,
    operation,
    parameters: ofEachTheFirst(parameters),
    credentials,
    as: { key: 'main', signature: isV3 ? 'V3' : 'V1', style: form.length === 0 ? 'query' : 'form' },
    wire: {
      without: [],
      system: {},
      unsigned: false,
      method,
      ...(version === undefined ? {} : { version }),
      ...(format === undefined ? {} : { format }),
    },
    now,
    nonce,
  })
}

const ofEachTheFirst = (pairs: readonly Pair[]): Pair[] => [...new Map([...pairs].reverse())].reverse()
