import * as acs3 from '../../../contracts/signature/acs3.ts'
import type { Facts, Finding } from './hypothesis.ts'
import { readSignature } from './writing-mistakes.ts'

interface Clue {
  readonly id: string
  readonly says: string
  /** What of the request points that way; undefined where nothing does. */
  readonly seen: (facts: Facts) => string | undefined
}

/** What can be said where no known mistake gives the signature; the likeliest first. */
const clues: readonly Clue[] = [
  {
    id: 'malformed-parameter',
    says: '{detail} cannot be decoded: its percent-encoding is broken or not UTF-8. It was left out of the string to sign here.',
    seen: ({ call: { malformed } }) =>
      malformed && (malformed === 'body' ? 'The body' : `The parameter ${malformed}`),
  },
  {
    id: 'no-public-key',
    says: 'The key {detail} has no publicKey in this world, so that no RSA signature of it can be verified. Add the PEM of the public key to the world file.',
    seen: ({ call, key }) =>
      call.authorization?.algorithm === 'ACS3-RSA-SHA256' && key.publicKey === undefined ? key.id : undefined,
  },
  {
    id: 'not-a-signature',
    says: 'The signature is not one that any HMAC gives: {detail}.',
    seen: ({ call: { scheme, parameters, authorization } }) => {
      if (authorization?.algorithm === 'ACS3-RSA-SHA256') return undefined
      const given = (scheme === 'acs3' ? authorization?.signature : parameters.get('Signature')) ?? ''
      const wanted = scheme === 'acs3' ? '64 lower-case hex digits' : '28 characters of base64'
      return readSignature(given, scheme, scheme === 'acs3' ? 'sha256' : 'sha1').length > 0
        ? undefined
        : `it has ${given.length} characters, ${wanted} are expected`
    },
  },
  {
    id: 'signed-header-missing',
    says: 'SignedHeaders names {detail}, but no such header arrived. It was not sent, or a proxy removed it.',
    seen: ({ call: { authorization, request } }) =>
      authorization?.signedHeaders.filter((name) => request.headers[name] === undefined).join(', ') ||
      undefined,
  },
  {
    id: 'body-does-not-fit-its-hash',
    says: 'The header x-acs-content-sha256 is not the hash of the body that arrived. {detail}',
    seen: ({ call: { authorization, request } }) => {
      const claimed = request.headers['x-acs-content-sha256']
      if (
        authorization === undefined ||
        claimed === undefined ||
        claimed === acs3.hash(authorization.algorithm as acs3.Algorithm, request.body)
      )
        return undefined
      return 'Hash the very bytes you send.'
    },
  },
  {
    id: 'wrong-secret',
    says: 'The secret is not the one of {detail} in this world. Compare your string to sign with the one in the answer: if they are equal, it is the secret.',
    seen: ({ key }) => key.id,
  },
  {
    id: 'unknown-difference',
    says: 'The string to sign differs in a way not known here. If yours is not equal to the one in the answer, the first difference is the mistake; a nonce or time that is made twice, once to sign and once to send, is a frequent one.',
    seen: () => '',
  },
]

/** What points to a cause, likeliest first. */
export function cluesOf(facts: Facts): Finding[] {
  return clues.flatMap(({ id, says, seen }) => {
    const detail = seen(facts)
    return detail === undefined ? [] : [{ id, certain: false, says: says.replace('{detail}', () => detail) }]
  })
}
