import { percentEncode } from '../contracts/signature/percent-encode.ts'
import type { Call } from './call.ts'

const mask = '***'
/** An excerpt may begin or end inside a token: so many characters of it are taken for a part of it. */
const part = 12

/** A function that replaces the security tokens of a call in a text, in every form signatures encode them, whole or in part. */
export function tokenMask({ parameters, request: { headers } }: Call): (text: string) => string {
  const tokens = new Set([headers['x-acs-security-token'], parameters.get('SecurityToken')].filter((token) => token !== undefined && token !== ''))
  const forms = [...tokens].flatMap((token) => formsOf(token as string))
  return forms.length === 0 ? (text) => text : (text) => forms.reduce(maskForm, text)
}

/** As it is, and percent-encoded once (a query) and twice (a string to sign of V1); the longest first. */
function formsOf(token: string): string[] {
  const once = percentEncode(token)
  return [percentEncode(once), once, token]
}

function maskForm(text: string, form: string): string {
  const least = Math.min(part, form.length)
  let masked = ''
  for (let at = 0; at < text.length; ) {
    let end = at + least
    if (end > text.length || !form.includes(text.slice(at, end))) {
      masked += text[at++]
      continue
    }
    while (end < text.length && form.includes(text.slice(at, end + 1))) end++
    masked += mask
    at = end
  }
  return masked
}
