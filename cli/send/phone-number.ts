/** What a cell says as a phone number, or why it is not certain which number it means. */
export type ReadNumber = { readonly digits: string } | { readonly problem: string }

/** Marks without a width of their own that leave the order of digits as it is. */
const invisible = /[\u00AD\u200B-\u200E\u202A\u202C\u202D\u2060\u2066\u2068\u2069\uFEFF]/g

/** Digits of other scripts, by the code of their zero: full-width, Arabic-Indic, Persian, Devanagari, Bengali, Thai. */
const zeros = [0xff10, 0x0660, 0x06f0, 0x0966, 0x09e6, 0x0e50]

const blank = '[ \\u00A0\\u2000-\\u200A\\u202F\\u3000]'
const dash = '[-\\u2010-\\u2013]'
const separator = new RegExp(`${blank}*(?:${dash}|\\.)${blank}*|${blank}+`, 'g')

/** A text without invisible marks, with ASCII digits and an ASCII plus. */
export const plainDigits = (text: string): string =>
  [...text.replaceAll(invisible, '').replaceAll('\uFF0B', '+')]
    .map((char) => {
      const code = char.codePointAt(0) as number
      const zero = zeros.find((each) => code >= each && code <= each + 9)
      return zero === undefined ? char : String(code - zero)
    })
    .join('')
    .trim()

/**
 * Reads a phone number with its country code, as people and programs write it: a plus before it, and blanks, dashes, dots or
 * parentheses between its groups. Anything that could mean other digits than those written is refused with the reason: a decimal
 * fraction, an exponent, an extension, a second number, a trunk zero.
 */
export function readPhoneNumber(text: string): ReadNumber {
  // Nearly all numbers of a large file are written so; there is nothing to doubt about them.
  if (/^[1-9]\d{4,14}$/.test(text)) return { digits: text }
  const plain = plainDigits(text).replace(/^['\u2019]/, '')
  const doubt = doubtAbout(plain)
  if (doubt !== undefined) return { problem: doubt }
  const digits = plain.replaceAll(/\D/g, '')
  if (digits.length < 5 || digits.length > 15) return { problem: `it has ${digits.length} digits` }
  if (digits.startsWith('00'))
    return { problem: 'it begins with 00, which is dialled before a country code and is no part of it' }
  if (digits.startsWith('0')) return { problem: 'it begins with 0, and no country code does' }
  return { digits }
}

/** Why it is not certain which digits are meant. */
function doubtAbout(plain: string): string | undefined {
  if (/^[-+]?[\d.,]+e[-+]?\d+$/i.test(plain))
    return 'it is in scientific notation, which has lost digits; format the column as text'
  if (/^\+?[\d\s]*\d[.,]\d*$/.test(plain))
    return 'it is a decimal number; format the column as text, so that no fraction is added'
  if (/\d\D*(?:x|ext|#|poste|;)\D*\d+$/i.test(plain)) return 'it has an extension'
  if (/[\n\r;/|&,]|\d\s*\+/.test(plain)) return 'it seems to hold more than one number'
  const strange = [...plain].find(
    (char) => !/[\d+(). \u00A0\u2000-\u200A\u202F\u3000\u2010-\u2013-]/u.test(char),
  )
  if (strange !== undefined) return `it holds ${visible(strange)}`
  if (/\(\s*0/.test(plain)) return 'it has a zero in parentheses, which is dialled in some countries only'
  const bare = plain
    .replace(/^\+\s*/, '')
    .replaceAll(/\((\d[\d .-]*)\)/g, ' $1 ')
    .trim()
  const groups = bare.split(separator)
  if (groups.some((group) => !/^\d+$/.test(group))) return 'its signs do not stand between groups of digits'
  if (groups.filter(({ length }) => length >= 6).length > 1) return 'it seems to hold more than one number'
  const last = groups.at(-1) as string
  const dots = bare.split('.').length - 1
  if (dots === 1 || (dots > 1 && /^(?:\d|00)$/.test(last))) return 'its dot may begin a decimal fraction'
  return undefined
}

/** A sign as one can see it: a letter in quotes, others with their code. */
const visible = (char: string): string =>
  /[!-~]/.test(char)
    ? JSON.stringify(char)
    : `U+${(char.codePointAt(0) as number).toString(16).toUpperCase().padStart(4, '0')}`

/** What a cell says as the id of a person on channels without phone numbers, or why it cannot be that id. */
export function readUserId(text: string): ReadNumber {
  const id = text
    .replaceAll(invisible, '')
    .trim()
    .replace(/^['\u2019](?=\d+$)/, '')
  if (id === '') return { problem: 'it is empty' }
  if (/^[-+]?\d[\d.,]*e[-+]?\d+$/i.test(id))
    return { problem: 'it is in scientific notation, which has lost digits; format the column as text' }
  if (/^\d+[.,]\d*$/.test(id)) return { problem: 'it is a decimal number; format the column as text' }
  return { digits: id }
}

/** Whether a text holds so many digits that it is rather a number of a person than the name of a column. */
export function looksLikeNumber(text: string): boolean {
  const plain = plainDigits(text)
  const digits = plain.replaceAll(/\D/g, '').length
  return digits >= 7 || (digits >= 5 && /^[\d\s+().'\u2019-]+$/.test(plain))
}
