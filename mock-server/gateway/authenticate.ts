import { refusedUnder } from '../../contracts/evidence/assumptions.ts'
import { ApiError } from '../../contracts/errors/api-error.ts'
import { disputed, documented } from '../../contracts/evidence/evidence.ts'
import { defineRule } from '../../contracts/evidence/rule.ts'
import * as acs3 from '../../contracts/signature/acs3.ts'
import type { Call } from '../call/call.ts'
import type { Caller } from '../call/context.ts'
import type { AccessKey } from '../world/directory.ts'
import type { World } from '../world/world.ts'
import { explainTimestampForm } from './diagnosis/timestamp-form.ts'
import { explainTimestamp } from './diagnosis/timestamp.ts'
import { verifySignature } from './verify-signature.ts'

const commonTable = documented('common client error codes of the OpenAPI gateway')
const tolerance = 15 * 60 * 1000

const requestIsSigned = defineRule(
  {
    id: 'gateway.request-is-signed',
    summary: 'The common parameters of its signature scheme are all there.',
    evidence: commonTable,
  },
  (call: Call) => {
    const { scheme, authorization, parameters, request } = call
    if (scheme === 'acs3') {
      if (authorization === undefined) {
        throw new ApiError('IncompleteSignature', {
          given: request.headers['authorization'],
          expected: 'ACS3-HMAC-SHA256 Credential=<AccessKeyId>,SignedHeaders=<a;b;c>,Signature=<hex>',
        })
      }
    } else {
      for (const name of ['AccessKeyId', 'Signature', 'SignatureMethod', 'SignatureVersion']) {
        if (!parameters.get(name))
          throw new ApiError('Missing{parameter}', { parameter: name, expected: unsignedHint(call) })
      }
    }
    if (timestampOf(call) === '')
      throw new ApiError('Missing{parameter}', {
        parameter: 'Timestamp',
        expected: 'UTC time as yyyy-MM-ddTHH:mm:ssZ',
      })
    if (nonceOf(call) === '')
      throw new ApiError('Missing{parameter}', {
        parameter: 'SignatureNonce',
        expected: 'a value that no other request carries',
      })
  },
)

const formatIsKnown = defineRule(
  { id: 'gateway.format-is-known', summary: 'Format is JSON or XML.', evidence: commonTable },
  ({ parameters }: Call) => {
    const format = parameters.get('Format')
    if (format && !/^(json|xml)$/i.test(format))
      throw new ApiError('InvalidParameter.Format', {
        parameter: 'Format',
        given: format,
        expected: 'JSON or XML',
      })
  },
)

const algorithmIsSupported = defineRule(
  {
    id: 'gateway.algorithm-is-supported',
    summary: 'V1 is signed with HMAC-SHA1 and version 1.0, V3 with one of three ACS3 algorithms.',
    evidence: commonTable,
  },
  ({ scheme, authorization, parameters }: Call) => {
    if (scheme === 'acs3') {
      const algorithm = authorization?.algorithm ?? ''
      if (!Object.hasOwn(acs3.algorithms, algorithm) || !acs3.isSupported(algorithm as acs3.Algorithm)) {
        throw new ApiError('InvalidSignatureMethod', {
          given: algorithm,
          expected: Object.keys(acs3.algorithms).join(', '),
        })
      }
      return
    }
    const method = parameters.get('SignatureMethod')
    if (method?.toUpperCase() !== 'HMAC-SHA1')
      throw new ApiError('InvalidSignatureMethod', { given: method, expected: 'HMAC-SHA1' })
    const version = parameters.get('SignatureVersion')
    if (version !== '1.0') throw new ApiError('InvalidSignatureVersion', { given: version, expected: '1.0' })
  },
)

const timestampForm = 'UTC time as yyyy-MM-ddTHH:mm:ssZ, without milliseconds'

const timestampIsWellFormed = defineRule(
  {
    id: 'gateway.timestamp-is-well-formed',
    summary: 'The timestamp is UTC, yyyy-MM-ddTHH:mm:ssZ.',
    evidence: commonTable,
  },
  (call: Call, time: number | undefined) => {
    if (time !== undefined) return
    const given = timestampOf(call)
    throw new ApiError('InvalidTimeStamp.Format', {
      given,
      expected: timestampForm,
      explanation: explainTimestampForm(given),
    })
  },
)

const timestampHasNoMilliseconds = defineRule(
  {
    id: 'gateway.timestamp-has-no-milliseconds',
    summary:
      'Three digits of milliseconds behind the seconds of a timestamp are accepted, or refused by option.',
    evidence: disputed(
      'common client error codes of the OpenAPI gateway print the form without milliseconds; public clients that send three digits work, and a live answer to one had them in its string to sign',
    ),
  },
  (call: Call, { assumptions: { timestampMilliseconds } }: World) => {
    const given = timestampOf(call)
    if (timestampMilliseconds === 'accepted' || !given.includes('.')) return
    throw new ApiError('InvalidTimeStamp.Format', {
      given,
      expected: timestampForm,
      explanation: explainTimestampForm(given),
      evidence: refusedUnder('timestampMilliseconds', 'refused'),
    })
  },
)

const timestampIsRecent = defineRule(
  {
    id: 'gateway.timestamp-is-recent',
    summary: 'The timestamp is at most 15 minutes off, in either direction.',
    evidence: commonTable,
  },
  (call: Call, time: number, { clock }: World) => {
    if (clock.distanceTo(time) > tolerance) {
      const given = timestampOf(call)
      throw new ApiError('InvalidTimeStamp.Expired', {
        given,
        expected: `within 15 minutes of ${new Date(clock.now()).toISOString()}, the time of this world`,
        explanation: explainTimestamp(Date.parse(given), clock.now()),
      })
    }
  },
)

const keyIsKnown = defineRule(
  { id: 'gateway.key-is-known', summary: 'The AccessKeyId exists.', evidence: commonTable },
  ({ accessKeyId }: Call, key: AccessKey | undefined) => {
    if (key === undefined)
      throw new ApiError('InvalidAccessKeyId.NotFound', {
        parameter: 'AccessKeyId',
        given: accessKeyId,
        expected: 'a key of a world; the demo world has mock-ak-1 with the secret mock-sk-1',
      })
  },
)

const keyIsActive = defineRule(
  { id: 'gateway.key-is-active', summary: 'The AccessKey is not disabled.', evidence: commonTable },
  ({ accessKeyId }: Call, { active }: AccessKey) => {
    if (!active)
      throw new ApiError('InvalidAccessKeyId.Inactive', {
        parameter: 'AccessKeyId',
        given: accessKeyId,
        expected: 'an active key',
      })
  },
)

const securityTokenFits = defineRule(
  {
    id: 'gateway.security-token-fits',
    summary: 'STS credentials come with their own token, and the token has not expired.',
    evidence: documented('common client error codes; ECS faascmd error code table'),
  },
  (
    { accessKeyId, securityToken: given }: Call,
    { securityToken, expiresAt }: AccessKey,
    { directory, clock }: World,
  ) => {
    if (securityToken === undefined && given === '') return
    if (given === '')
      throw new ApiError('MissingSecurityToken', {
        parameter: 'SecurityToken',
        expected: `the token of ${accessKeyId}`,
      })
    if (given !== securityToken) {
      const ofAnotherKey = [...directory.keys.values()].some((other) => other.securityToken === given)
      if (ofAnotherKey)
        throw new ApiError('InvalidSecurityToken.MismatchWithAccessKey', {
          given: 'SecurityToken ***',
          expected: `the token of ${accessKeyId}`,
        })
      throw new ApiError('InvalidSecurityToken.Malformed', {
        given: 'SecurityToken ***',
        expected:
          securityToken === undefined
            ? `no token: ${accessKeyId} is not an STS key`
            : `the token of ${accessKeyId}`,
      })
    }
    if (expiresAt !== undefined && clock.now() >= expiresAt) {
      throw new ApiError('InvalidSecurityToken.Expired', {
        given: new Date(expiresAt).toISOString(),
        expected: `a token that is valid at ${new Date(clock.now()).toISOString()}`,
      })
    }
  },
)

const signatureMatches = defineRule(
  {
    id: 'gateway.signature-matches',
    summary: "The signature is the one computed from the request and the key's secret.",
    evidence: documented(
      'RPC and V3 request structure and signature; wording of the echo: public response bodies',
    ),
  },
  verifySignature,
)

const nonceIsFresh = defineRule(
  { id: 'gateway.nonce-is-fresh', summary: 'The nonce was not used before.', evidence: commonTable },
  (call: Call, { nonces, clock }: World) => {
    const nonce = nonceOf(call)
    if (!nonces.use(call.accessKeyId, nonce, clock.now())) {
      throw new ApiError('SignatureNonceUsed', {
        parameter: 'SignatureNonce',
        given: nonce,
        expected: 'a fresh nonce for every request, retries included',
        explanation:
          'The same signed request arrived twice, or two requests were given one nonce. A retry has to be signed again, with a new nonce and a new timestamp.',
      })
    }
  },
)

/** Finds out who calls: parameters, time, key, token, signature, nonce. */
export function authenticate(call: Call, world: World): Caller {
  requestIsSigned(call)
  formatIsKnown(call)
  algorithmIsSupported(call)
  const time = timeOf(timestampOf(call))
  timestampIsWellFormed(call, time)
  timestampHasNoMilliseconds(call, world)
  timestampIsRecent(call, time as number, world)
  const key = world.directory.keys.get(call.accessKeyId)
  keyIsKnown(call, key)
  keyIsActive(call, key as AccessKey)
  securityTokenFits(call, key as AccessKey, world)
  signatureMatches(call, key as AccessKey, world)
  nonceIsFresh(call, world)
  return { key: key as AccessKey, account: (key as AccessKey).account }
}

export const authenticateRules = [
  requestIsSigned,
  formatIsKnown,
  algorithmIsSupported,
  timestampIsWellFormed,
  timestampHasNoMilliseconds,
  timestampIsRecent,
  keyIsKnown,
  keyIsActive,
  securityTokenFits,
  signatureMatches,
  nonceIsFresh,
]

/** Milliseconds since the epoch; undefined for a text that does not have the form of the wire, with or without three digits of milliseconds. */
function timeOf(timestamp: string): number | undefined {
  const isWellFormed = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{3})?Z$/.test(timestamp)
  const time = Date.parse(timestamp)
  // Date.parse takes February 30 for March 2.
  return isWellFormed && new Date(time).getUTCDate() === Number(timestamp.slice(8, 10)) ? time : undefined
}

/** The time the client says it signed at. */
export const timestampOf = ({ scheme, request, parameters }: Call): string =>
  (scheme === 'acs3' ? request.headers['x-acs-date'] : parameters.get('Timestamp')) ?? ''

const nonceOf = ({ scheme, request, parameters }: Call): string =>
  (scheme === 'acs3' ? request.headers['x-acs-signature-nonce'] : parameters.get('SignatureNonce')) ?? ''

function unsignedHint({ scheme, request: { headers } }: Call): string {
  if (headers['x-acs-bearer-token'] !== undefined)
    return 'an AccessKey: the operations of this product take no bearer token'
  const { 'content-type': contentType, 'content-length': length } = headers
  if (scheme === 'unsigned' && contentType !== undefined && length !== '0')
    return `a signed request; a body of type ${contentType} carries no parameters, send application/x-www-form-urlencoded`
  return 'a signed request: an Authorization header (V3) or the parameters of signature version 1.0'
}
