import { describe, expect, it } from 'vitest'
import { parseParameters } from '../../contracts/wire/parameters.ts'
import { buildRequest } from '../../sdk/build-request.ts'
import vectors from '../vectors/signing-vectors.json' with { type: 'json' }

/** Vectors of requests this client can make: POST, one place for all parameters, an HMAC of its own two algorithms. */
interface Vector {
  readonly id: string
  readonly version: string
  readonly signature: string | null
  readonly algorithm?: string | null
  readonly input: {
    readonly method: string
    readonly host: string
    readonly query: Readonly<Record<string, string>>
    readonly form: Readonly<Record<string, string>> | null
    readonly json?: unknown
    readonly accessKeyId?: string
    readonly accessKeySecret: string
    readonly securityToken?: string
  }
  readonly wire: { readonly headers?: Readonly<Record<string, string>> }
}

const { accessKeyId, accessKeySecret, securityToken } = vectors.credentials
const now = Date.parse(vectors.clock)
const system = new Set([
  'Action',
  'Version',
  'Format',
  'AccessKeyId',
  'SignatureMethod',
  'SignatureVersion',
  'SignatureNonce',
  'Timestamp',
  'SecurityToken',
  'Signature',
])
const isWhole = (vector: Vector): boolean => !JSON.stringify(vector.input).includes('@recipe')
const candidates = ([...vectors.v1, ...vectors.v3] as unknown as Vector[]).filter(
  (vector) => vector.signature !== null && vector.input.method === 'POST' && isWhole(vector),
)

describe('a request in V1', () => {
  it.each(
    candidates.filter(
      ({ version, input }) => version === 'V1' && { ...input.query, ...input.form }['Format'] === 'json',
    ),
  )('has the signature of the golden vector $id', ({ input, signature }) => {
    const all = { ...input.query, ...input.form }
    const business = Object.fromEntries(Object.entries(all).filter(([name]) => !system.has(name)))
    const token = all['SecurityToken']
    for (const style of ['form', 'query'] as const) {
      const { url, body } = buildRequest({
        endpoint: new URL(`https://${input.host}`),
        operation: all['Action'] as string,
        input: business,
        credentials: { accessKeyId, accessKeySecret, securityToken: token },
        signature: 'V1',
        style,
        now,
        nonce: vectors.nonce,
      })
      const sent = new Map(parseParameters(style === 'form' ? body : new URL(url).search.slice(1)).pairs)
      expect(sent.get('Signature')).toBe(signature)
      sent.delete('Signature')
      expect(Object.fromEntries(sent)).toEqual(all)
    }
  })
})

describe('a request in V3', () => {
  const own = candidates.filter(
    ({ version, input, wire }) =>
      version === 'V3' &&
      !input.json &&
      (input.form === null || Object.keys(input.query).length === 0) &&
      wire.headers?.['authorization']?.startsWith('ACS3-HMAC-SHA256'),
  )

  it.each(own)('has body and canonical headers of the golden vector $id', ({ input, wire }) => {
    const inForm = input.form !== null && Object.keys(input.form).length > 0
    const business = inForm ? (input.form ?? {}) : input.query
    const expected = wire.headers as Record<string, string>
    const token = expected['x-acs-security-token']
    const { headers } = buildRequest({
      endpoint: new URL(`https://${input.host}`),
      operation: expected['x-acs-action'] as string,
      input: business,
      credentials: { accessKeyId, accessKeySecret, securityToken: token },
      signature: 'V3',
      style: inForm ? 'form' : 'query',
      now,
      nonce: vectors.nonce,
    })
    // The vendor's client adds a header that names where its credentials come from, and signs it.
    const {
      authorization,
      'x-acs-credentials-provider': _provider,
      'user-agent': _agent,
      host: _host,
      ...rest
    } = expected
    const { authorization: ours, ...own } = headers
    expect(own).toEqual(rest)
    expect(ours?.replace(/,Signature=.*/, '')).toBe(
      authorization?.replace(';x-acs-credentials-provider', '').replace(/,Signature=.*/, ''),
    )
    expect([undefined, securityToken]).toContain(token)
  })
})
