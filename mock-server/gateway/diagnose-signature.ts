import type { Call } from '../call.ts'
import type { AccessKey } from '../world/directory.ts'

/** Explains why a signature does not match. */
export function diagnoseSignature(_call: Call, key: AccessKey, _stringToSign: string): string {
  return `The secret may not be the one of ${key.id}.`
}
