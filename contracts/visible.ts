/** Names of characters that leave no trace on a screen but are met in practice. */
const named: Readonly<Record<string, string>> = {
  '\u00A0': 'no-break space',
  '\u00AD': 'soft hyphen',
  '\u200B': 'zero-width space',
  '\u200C': 'zero-width non-joiner',
  '\u200D': 'zero-width joiner',
  '\u200E': 'left-to-right mark',
  '\u200F': 'right-to-left mark',
  '\u202A': 'left-to-right embedding',
  '\u202C': 'pop directional formatting',
  '\u202F': 'narrow no-break space',
  '\u2060': 'word joiner',
  '\u3000': 'ideographic space',
  '\uFEFF': 'byte order mark',
}

/** Controls (C0, DEL, C1), formatting and bidirectional marks, line separators, fillers, lone surrogates, and blanks other than U+0020. */
const unseen =
  /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000\u115F\u1160\u3164\uFFA0\u2800]/gu
const anyUnseen = new RegExp(unseen.source, 'u')

const written = (character: string): string =>
  `<U+${(character.codePointAt(0) as number).toString(16).toUpperCase().padStart(4, '0')}>`

/**
 * Text that came from outside, safe for one line of a log or a terminal: every character that moves the cursor, begins a
 * line, changes the direction of text or cannot be seen is written out as `<U+200B>`.
 *
 * @example visible('a\u200Bb\u001B[2J') // 'a<U+200B>b<U+001B>[2J'
 */
export const visible = (text: string): string => (anyUnseen.test(text) ? text.replace(unseen, written) : text)

/** As `visible`, for text of several lines that this project laid out itself: its line feeds stay. */
export const visibleLines = (text: string): string =>
  anyUnseen.test(text)
    ? text.replace(unseen, (character) => (character === '\n' ? '\n' : written(character)))
    : text

/** Which invisible characters a text has, in words: `U+200B (zero-width space) at character 3`. Undefined if it has none. */
export function invisibleIn(text: string): string | undefined {
  const found = new RegExp(unseen.source, 'u').exec(text)
  if (found === null) return undefined
  const name = named[found[0]]
  return `${written(found[0]).slice(1, -1)}${name === undefined ? '' : ` (${name})`} at character ${found.index + 1}`
}
