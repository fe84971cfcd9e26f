import { percentEncode } from '../../contracts/signature/percent-encode.ts'
import { removed } from './secrets.ts'

/** An excerpt may begin or end inside a secret: so many characters of it are taken for a part of it. */
const part = 12

/** A function that replaces secrets one knows in a text, in every form signatures encode them, whole or in part. */
export function secretMask(secrets: readonly (string | undefined)[]): (text: string) => string {
  const known = new Set(secrets.filter((secret) => secret !== undefined && secret !== ''))
  const forms = [...known].flatMap((secret) => formsOf(secret as string))
  return forms.length === 0
    ? (text) => text
    : (text) =>
        forms.reduce(
          maskForm,
          forms.reduce((rest, form) => rest.replaceAll(form, removed), text),
        )
}

/** As it is, and percent-encoded once (a query) and twice (a string to sign of V1); the longest first. */
function formsOf(secret: string): string[] {
  const once = percentEncode(secret)
  return [percentEncode(once), once, secret]
}

function maskForm(text: string, form: string): string {
  const least = Math.min(part, form.length)
  let masked = ''
  for (let at = 0; at < text.length;) {
    let end = at + least
    if (end > text.length || !form.includes(text.slice(at, end))) {
      masked += text[at++]
      continue
    }
    while (end < text.length && form.includes(text.slice(at, end + 1))) end++
    masked += removed
    at = end
  }
  return masked
}
