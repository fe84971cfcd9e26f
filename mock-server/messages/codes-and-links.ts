import type { Preview } from './preview-message.ts'

/** Words beside which a number is a code, in the languages campaigns are mostly written in. */
const speaksOfCode =
  /\b(?:code|otp|pin|passcode|password|passwort|verif\w*|c[oó]digo|codice|kode|m[aã]\b|kod)\b|код|пароль|验证码|驗證碼|校验码|認証|인증|رمز|كود|कोड|ओटीपी|รหัส|קוד/iu

/** Four to eight digits that stand alone, in two groups or in one; also `G-123456`. */
const digits = /(?<![\d./:-])(?:[A-Z]{1,3}-)?(\d{4,8}|\d{3}[- ]\d{3}|\d{4}[- ]\d{4})(?![\d/:]|[.,-]\d)/gu

/** Words of secrets: a coupon is a code, too, but proves nothing. */
const speaksOfSecret = /\b(?:otp|pin|passcode|password|passwort|verif\w*|log ?in|sign ?in|one-time)\b/iu

/** A telephone number with its country code. */
const telephone = /\+\d[\d ()-]{6,}/g

/** Letters and digits mixed, as in `AB12CD`. */
const mixed = /(?<![\w/-])(?=[A-Z0-9]*\d)(?=[A-Z0-9]*[A-Z])[A-Z0-9]{5,10}(?![\w/-])/gu

/**
 * One-time codes in a message, without blanks and dashes, in the order of the text.
 * @param value what an authentication template was given as its code; then there is nothing to guess
 */
export function codesIn(preview: Preview, value: string | undefined): string[] {
  if (value !== undefined) return [value]
  const text = textsOf(preview).join('\n').replaceAll(links, ' ').replaceAll(telephone, ' ')
  if (!speaksOfCode.test(text)) return []
  const numbers = [...text.matchAll(digits)].map(([, code = '']) => code.replaceAll(/[- ]/g, ''))
  if (numbers.length > 0 || !speaksOfSecret.test(text)) return [...new Set(numbers)]
  return [...new Set([...text.matchAll(mixed)].map(([code]) => code))]
}

const links = /https?:\/\/[^\s<>"'`⟪⟫，。）】]+/giu

/** Addresses a person can follow from a message: in its texts, then behind its buttons; each once. */
export function linksIn(preview: Preview): string[] {
  const inTexts = textsOf(preview).flatMap((text) => [...text.matchAll(links)].map(([link]) => trimmed(link)))
  const behindButtons = [preview.buttons, ...preview.cards.map(({ buttons }) => buttons)]
    .flat()
    .flatMap(({ target }) => (target !== undefined && /^https?:\/\//i.test(target) ? [target] : []))
  return [...new Set([...inTexts, ...behindButtons])]
}

/** Without the punctuation of the sentence around it; a bracket stays when it was opened within the link. */
function trimmed(link: string): string {
  const bare = link.replace(/[.,;:!?*_~]+$/, '')
  const unopened = bare.endsWith(')') && !bare.includes('(')
  return unopened ? trimmed(bare.slice(0, -1)) : bare
}

function textsOf({ header, body, offer, footer, cards }: Preview): string[] {
  return [
    header?.kind === 'text' ? header.text : undefined,
    body,
    offer,
    footer,
    ...cards.map((card) => card.body),
  ].filter((text) => text !== undefined)
}
