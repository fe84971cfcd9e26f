import { percentEncode } from '../../contracts/signature/percent-encode.ts'
import { removed } from './secrets.ts'

/** An excerpt may begin or end inside a secret: so many characters of it are taken for a part of it. */
const part = 12

/** A function that replaces secrets one knows in a text, in every form signatures encode them, whole or in part. */
export function secretMask(secrets: readonly (string | undefined)[]): (text: string) => string {
  const known = new Set(secrets.filter((secret) => secret !== undefined && secret !== ''))
  const forms = [...known].flatMap((secret) => formsOf(secret as string))
  if (forms.length === 0) return (text) => text
  const mayHold = gramSearch(forms)
  return (text) =>
    mayHold(text)
      ? forms.reduce(
          maskForm,
          forms.reduce((rest, form) => rest.replaceAll(form, removed), text),
        )
      : text
}

/** As it is, and percent-encoded once (a query) and twice (a string to sign of V1); the longest first. */
function formsOf(secret: string): string[] {
  const once = percentEncode(secret)
  return [percentEncode(once), once, secret]
}

/**
 * A quick look whether a part of a form may be in a text: every part holds, at a place divisible by the length of a gram, a whole gram.
 */
function gramSearch(forms: readonly string[]): (text: string) => boolean {
  const least = Math.min(...forms.map((form) => Math.min(part, form.length)))
  const length = Math.max(1, Math.floor((least + 1) / 2))
  const grams = new Set<string>()
  for (const form of forms)
    for (let at = 0; at + length <= form.length; at++) grams.add(form.slice(at, at + length))
  return (text) => {
    for (let at = 0; at + length <= text.length; at += length)
      if (grams.has(text.slice(at, at + length))) return true
    return false
  }
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
