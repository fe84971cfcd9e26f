import { secretMask } from '../../recording/redaction/secret-mask.ts'
import type { Call } from '../call/call.ts'

/** A function that replaces the security tokens of a call in a text, in every form signatures encode them, whole or in part. */
export const tokenMask = ({ parameters, request: { headers } }: Call): ((text: string) => string) =>
  secretMask([headers['x-acs-security-token'], parameters.get('SecurityToken')])
