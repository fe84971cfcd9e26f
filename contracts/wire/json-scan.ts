import { visible } from '../visible.ts'
import { closing, numberMistake, stringMistake, wordMistake } from './json-tokens.ts'

/** One place where a text departs from JSON. */
export interface Slip {
  /** Number of the character, from 1. */
  readonly at: number
  /** What is there, and what JSON wants instead. */
  readonly says: string
}

/** So many different slips are collected. */
const slipsAtMost = 3
/** So many characters are read: a larger text is not searched to its end. */
const charactersAtMost = 1_000_000

type Expected = 'value' | 'key' | 'colon' | 'comma' | 'end'

/** How far a text is read, and what is expected next. */
interface Scan {
  readonly text: string
  readonly slips: Slip[]
  readonly open: { readonly bracket: string; readonly at: number }[]
  at: number
  expected: Expected
  /** Place of the comma just read. */
  comma: number | undefined
}

/** Reads a text as JSON that may be slightly wrong, and notes the first slips. None: the text is JSON, or too large to search. */
export function scanJson(text: string): Slip[] {
  const scan: Scan = { text, slips: [], open: [], at: 0, expected: 'value', comma: undefined }
  const end = Math.min(text.length, charactersAtMost)
  while (scan.at < end && scan.slips.length < slipsAtMost) if (!token(scan)) break
  if (scan.at >= text.length && scan.slips.length < slipsAtMost) finish(scan)
  return scan.slips
}

function note(scan: Scan, at: number, says: string): void {
  if (!scan.slips.some((slip) => slip.says === says)) scan.slips.push({ at: at + 1, says })
}

function finish(scan: Scan): void {
  const { open, text } = scan
  const last = open.at(-1)
  if (last !== undefined)
    note(
      scan,
      text.length,
      `the end of the text, but the ${last.bracket} of character ${last.at + 1} is not closed: the text was cut off, or a bracket is missing`,
    )
  else if (scan.expected !== 'end') note(scan, text.length, 'the end of the text where a value is expected')
}

/** Reads one token; false where reading on makes no sense. */
function token(scan: Scan): boolean {
  const { text } = scan
  const c = text[scan.at] as string
  if (c === ' ' || c === '\n' || c === '\r' || c === '\t') return skip(scan, 1)
  if (scan.expected === 'end') {
    note(
      scan,
      scan.at,
      `${c === ';' ? 'a semicolon' : `more text (${excerpt(text, scan.at)})`} after the end of the JSON value`,
    )
    return false
  }
  if (c === '{' || c === '[') return opening(scan, c)
  if (c === '(') return opening(scan, c, 'a parenthesis, as Python prints tuples; JSON writes lists as [ ]')
  if (c === '}' || c === ']' || c === ')') return closingBracket(scan, c)
  if (c === ',' || c === ';' || c === '，' || c === '、' || c === '；') return separator(scan, c)
  if (c === ':' || c === '=' || c === '：') return colon(scan, c)
  if (closing[c] !== undefined) return quoted(scan, c)
  if (c === '\\' && /^\\+["']/.test(text.slice(scan.at, scan.at + 8))) {
    note(
      scan,
      scan.at,
      'a backslash before a quote outside of any text: the JSON was escaped once more, by a shell or by a second encoding. Send it as it is',
    )
    return skip(scan, /^\\+/.exec(text.slice(scan.at, scan.at + 8))?.[0].length ?? 1)
  }
  if (text.startsWith('//', scan.at) || c === '#' || text.startsWith('/*', scan.at)) return comment(scan, c)
  return bareWord(scan)
}

function skip(scan: Scan, count: number): true {
  scan.at += count
  return true
}

/** A value begins: says so if none is due. */
function begin(scan: Scan): void {
  if (scan.expected === 'comma') {
    note(scan, scan.at, `${excerpt(scan.text, scan.at)} where a comma is expected: a comma is missing`)
    scan.expected = scan.open.at(-1)?.bracket === '{' ? 'key' : 'value'
  } else if (scan.expected === 'colon')
    note(scan, scan.at, `${excerpt(scan.text, scan.at)} where a colon is expected after a key`)
  scan.comma = undefined
}

/** A value is over. */
function ended(scan: Scan): void {
  const last = scan.open.at(-1)
  scan.expected = last === undefined ? 'end' : 'comma'
}

function opening(scan: Scan, c: string, says?: string): true {
  begin(scan)
  if (scan.expected === 'key')
    note(scan, scan.at, `${c} where a key is expected; a key is a text in double quotes`)
  if (says !== undefined) note(scan, scan.at, says)
  scan.open.push({ bracket: c, at: scan.at })
  scan.expected = c === '{' ? 'key' : 'value'
  return skip(scan, 1)
}

function closingBracket(scan: Scan, c: string): boolean {
  const last = scan.open.pop()
  if (last === undefined) {
    note(scan, scan.at, `${c} that closes nothing`)
    return false
  }
  if (scan.comma !== undefined)
    note(
      scan,
      scan.comma,
      `a comma before the closing ${c}; JSON allows none after the last ${c === '}' ? 'key' : 'entry'}`,
    )
  const pair = { '{': '}', '[': ']', '(': ')' }[last.bracket]
  if (pair !== c)
    note(
      scan,
      scan.at,
      `${c}, but the ${last.bracket} of character ${last.at + 1} has to be closed with ${pair}`,
    )
  else if (
    scan.comma === undefined &&
    (scan.expected === 'colon' || (scan.expected === 'value' && last.bracket === '{'))
  )
    note(scan, scan.at, `${c} where a value is expected`)
  scan.comma = undefined
  ended(scan)
  return skip(scan, 1)
}

function separator(scan: Scan, c: string): boolean {
  if (c !== ',') note(scan, scan.at, `${c} where a comma is expected`)
  if (scan.open.length === 0) {
    note(scan, scan.at, `${c} outside of any list`)
    return false
  }
  if (scan.expected !== 'comma')
    note(
      scan,
      scan.at,
      scan.comma === undefined ? 'a comma where a value is expected' : 'two commas in a row',
    )
  scan.comma = scan.at
  scan.expected = scan.open.at(-1)?.bracket === '{' ? 'key' : 'value'
  return skip(scan, 1)
}

function colon(scan: Scan, c: string): boolean {
  const arrow = scan.text.startsWith('=>', scan.at)
  if (c !== ':')
    note(
      scan,
      scan.at,
      arrow
        ? '=> between key and value, as Ruby and PHP print; JSON writes a colon: use to_json or json_encode'
        : c === '='
          ? '= between key and value, as Java prints maps; JSON writes a colon: use a JSON library, not toString()'
          : `${c} (full-width) where a plain colon is expected`,
    )
  if (scan.expected !== 'colon') {
    // Ruby's symbol as a key, {:To=>…}
    if (scan.expected === 'key' && c === ':') {
      note(
        scan,
        scan.at,
        'a key that begins with a colon, as Ruby prints symbols; JSON wants "key": use to_json',
      )
      return skip(scan, 1)
    }
    note(
      scan,
      scan.at,
      `${c} where ${scan.expected === 'comma' ? 'a comma' : `a ${scan.expected}`} is expected`,
    )
    if (scan.expected === 'comma') return false
  }
  scan.expected = 'value'
  return skip(scan, arrow ? 2 : 1)
}

function quoted(scan: Scan, quote: string): boolean {
  begin(scan)
  const isKey = scan.expected === 'key'
  if (quote !== '"') note(scan, scan.at, stringMistake(quote))
  const ends = closing[quote] as string
  const start = scan.at
  let at = start + 1
  for (; at < scan.text.length; at++) {
    const c = scan.text[at] as string
    if (c === '\\') {
      const next = scan.text[at + 1] ?? ''
      const fits =
        next === 'u' ? /^[0-9a-fA-F]{4}$/.test(scan.text.slice(at + 2, at + 6)) : '"\\/bfnrt'.includes(next)
      if (!fits && quote === '"') note(scan, at, `\\${visible(next)}, which is no escape of JSON`)
      at++
    } else if (ends.includes(c)) break
    else if (c < ' ' && quote === '"')
      note(
        scan,
        at,
        `a bare ${c === '\n' || c === '\r' ? 'line break' : c === '\t' ? 'tab' : visible(c)} inside a text; JSON writes it as ${c === '\n' ? String.raw`\n` : c === '\r' ? String.raw`\r` : c === '\t' ? String.raw`\t` : String.raw`\u00XX`}`,
      )
    if (scan.slips.length >= slipsAtMost) break
  }
  if (at >= scan.text.length) note(scan, start, 'a text whose closing quote is missing')
  scan.at = at + 1
  if (isKey) scan.expected = 'colon'
  else ended(scan)
  return true
}

function comment(scan: Scan, c: string): true {
  note(scan, scan.at, 'a comment; JSON has none')
  const block = c !== '#' && scan.text[scan.at + 1] === '*'
  const end = scan.text.indexOf(block ? '*/' : '\n', scan.at + 1)
  scan.at = end === -1 ? scan.text.length : end + (block ? 2 : 1)
  return true
}

function bareWord(scan: Scan): boolean {
  const { text } = scan
  const rest = text.slice(scan.at, scan.at + 200)
  const number = /^-?\d[\w.+-]*|^[+.-]\.?\d[\w.+-]*/.exec(rest)?.[0]
  const word = /^[\p{L}_$][\p{L}\p{N}_$.-]*/u.exec(rest)?.[0]
  if (word === undefined && number === undefined) {
    note(
      scan,
      scan.at,
      `${excerpt(text, scan.at)} where ${scan.expected === 'end' ? 'nothing' : `a ${scan.expected}`} is expected`,
    )
    return /\s/u.test(text[scan.at] as string) || /^[\p{Cf}]/u.test(rest) ? skip(scan, 1) : false
  }
  const token = (word ?? number) as string
  const after = rest[token.length] ?? ''
  if (word !== undefined && /^[uUbBrRfF]{1,2}$/.test(word) && (after === "'" || after === '"')) {
    note(
      scan,
      scan.at,
      `the prefix ${word} before a text, as Python prints it; JSON wants the text alone: use json.dumps`,
    )
    return skip(scan, word.length)
  }
  begin(scan)
  if (scan.expected === 'key') {
    note(
      scan,
      scan.at,
      `the key ${visible(token.slice(0, 40))} without quotes; JSON wants it in double quotes`,
    )
    scan.expected = 'colon'
    return skip(scan, token.length)
  }
  if (after === '(') {
    note(
      scan,
      scan.at,
      `${visible(token.slice(0, 40))}(…), a value as a program prints it; JSON wants a text, a number, a list or an object`,
    )
    return false
  }
  const says = number === undefined ? wordMistake(token) : numberMistake(token)
  if (says !== undefined) note(scan, scan.at, says)
  ended(scan)
  return skip(scan, token.length)
}

/** A few characters from there on, made visible. */
const excerpt = (text: string, at: number): string => visible(text.slice(at, at + 12)).slice(0, 24)
