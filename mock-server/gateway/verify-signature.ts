import { ApiError } from '../../contracts/errors/api-error.ts'
import * as acs3 from '../../contracts/signature/acs3.ts'
import * as rpcV1 from '../../contracts/signature/rpc-v1.ts'
import type { Call } from '../call/call.ts'
import type { AccessKey } from '../world/directory.ts'
import type { World } from '../world/world.ts'
import { slowDiagnosis } from './diagnose-signature.ts'

/** Throws `SignatureDoesNotMatch` unless the call is signed with the key. The message echoes the server's string to sign, as the gateway does. */
export function verifySignature(call: Call, key: AccessKey, world: World): void {
  if (call.scheme === 'acs3') verifyAcs3(call, key, world)
  else verifyRpcV1(call, key, world)
}

function verifyRpcV1(call: Call, key: AccessKey, { assumptions, directory }: World): void {
  const { request, parameters } = call
  const given = parameters.get(rpcV1.signatureParameter) ?? ''
  const text = rpcV1.stringToSign(request.method, [...call.query, ...call.form])
  if (rpcV1.sign(key.signs.rpcV1, text) === given) return
  if (assumptions.emptyV1Values === 'accepted' && fitsWithoutEmptyValues(call, key, given)) return
  throw new ApiError('SignatureDoesNotMatch', {
    given,
    message: `Specified signature is not matched with our calculation. server string to sign is:${text}`,
    explanation: slowDiagnosis(call, key, directory.keys),
  })
}

/** alibabacloud/client for PHP and Java's Tea client send `Tag=` but leave it out of the string they sign. */
function fitsWithoutEmptyValues({ request, query, form }: Call, key: AccessKey, given: string): boolean {
  const all = [...query, ...form]
  const filled = all.filter(([, value]) => value !== '')
  return (
    filled.length < all.length &&
    rpcV1.sign(key.signs.rpcV1, rpcV1.stringToSign(request.method, filled)) === given
  )
}

function verifyAcs3(call: Call, key: AccessKey, { directory }: World): void {
  const { request, query, authorization } = call as Call & { authorization: acs3.Authorization }
  const algorithm = authorization.algorithm as acs3.Algorithm
  const { signedHeaders, signature } = authorization
  const { method, headers, body } = request
  const canonical = acs3.canonicalRequest(
    { method, query, headers, body },
    signedHeaders,
    acs3.hash(algorithm, body),
  )
  const text = acs3.stringToSign(algorithm, canonical)
  const matches =
    algorithm === 'ACS3-RSA-SHA256'
      ? key.publicKey !== undefined && acs3.verifyRsa(key.publicKey, text, signature)
      : acs3.sign(algorithm, key.signs.acs3, text) === signature
  if (matches) return
  throw new ApiError('SignatureDoesNotMatch', {
    given: signature,
    message: `Specified signature does not match our calculation. server StringToSign is [${oneLine(text)}] server CanonicalRequest is [${oneLine(canonical)}]`,
    explanation: slowDiagnosis(call, key, directory.keys),
  })
}

/** The gateway echoes line breaks escaped. */
const oneLine = (text: string): string => text.replaceAll('\n', String.raw`\n`)
