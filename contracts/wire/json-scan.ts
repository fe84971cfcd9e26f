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

/** Reads a text as JSON that may be slightly wrong, and notes the first slips. None: the text is JSON, or too large to search. */
export function scanJson(text: string): Slip[] {
  return new Scanner(text).scan()
}

class Scanner {
  readonly text: string
  readonly slips: Slip[] = []
  readonly open: { readonly bracket: string; readonly at: number }[] = []
  at = 0
  expected: Expected = 'value'
  /** Place of the comma just read. */
  comma: number | undefined

  constructor(text: string) {
    this.text = text
  }

  scan(): Slip[] {
    const end = Math.min(this.text.length, charactersAtMost)
    while (this.at < end && this.slips.length < slipsAtMost) if (!this.token()) break
    if (this.at >= this.text.length && this.slips.length < slipsAtMost) this.finish()
    return this.slips
  }

  note(at: number, says: string): void {
    if (!this.slips.some((slip) => slip.says === says)) this.slips.push({ at: at + 1, says })
  }

  finish(): void {
    const { open, text } = this
    const last = open.at(-1)
    if (last !== undefined)
      this.note(
        text.length,
        `the end of the text, but the ${last.bracket} of character ${last.at + 1} is not closed: the text was cut off, or a bracket is missing`,
      )
    else if (this.expected !== 'end') this.note(text.length, 'the end of the text where a value is expected')
  }

  /** Reads one token; false where reading on makes no sense. */
  token(): boolean {
    const { text } = this
    const c = text[this.at] as string
    if (c === ' ' || c === '\n' || c === '\r' || c === '\t') return this.skip(1)
    if (this.expected === 'end') {
      this.note(
        this.at,
        `${c === ';' ? 'a semicolon' : `more text (${excerpt(text, this.at)})`} after the end of the JSON value`,
      )
      return false
    }
    if (c === '{' || c === '[') return this.opening(c)
    if (c === '(') return this.opening(c, 'a parenthesis, as Python prints tuples; JSON writes lists as [ ]')
    if (c === '}' || c === ']' || c === ')') return this.closingBracket(c)
    if (c === ',' || c === ';' || c === '，' || c === '、' || c === '；') return this.separator(c)
    if (c === ':' || c === '=' || c === '：') return this.colon(c)
    if (closing[c] !== undefined) return this.quoted(c)
    if (c === '\\' && /^\\+["']/.test(text.slice(this.at, this.at + 8))) {
      this.note(
        this.at,
        'a backslash before a quote outside of any text: the JSON was escaped once more, by a shell or by a second encoding. Send it as it is',
      )
      return this.skip(/^\\+/.exec(text.slice(this.at, this.at + 8))?.[0].length ?? 1)
    }
    if (text.startsWith('//', this.at) || c === '#' || text.startsWith('/*', this.at)) return this.comment(c)
    return this.bareWord()
  }

  skip(count: number): true {
    this.at += count
    return true
  }

  /** A value begins: says so if none is due. */
  begin(): void {
    if (this.expected === 'comma') {
      this.note(this.at, `${excerpt(this.text, this.at)} where a comma is expected: a comma is missing`)
      this.expected = this.open.at(-1)?.bracket === '{' ? 'key' : 'value'
    } else if (this.expected === 'colon')
      this.note(this.at, `${excerpt(this.text, this.at)} where a colon is expected after a key`)
    this.comma = undefined
  }

  /** A value is over. */
  ended(): void {
    const last = this.open.at(-1)
    this.expected = last === undefined ? 'end' : 'comma'
  }

  opening(c: string, says?: string): true {
    this.begin()
    if (this.expected === 'key')
      this.note(this.at, `${c} where a key is expected; a key is a text in double quotes`)
    if (says !== undefined) this.note(this.at, says)
    this.open.push({ bracket: c, at: this.at })
    this.expected = c === '{' ? 'key' : 'value'
    return this.skip(1)
  }

  closingBracket(c: string): boolean {
    const last = this.open.pop()
    if (last === undefined) {
      this.note(this.at, `${c} that closes nothing`)
      return false
    }
    if (this.comma !== undefined)
      this.note(
        this.comma,
        `a comma before the closing ${c}; JSON allows none after the last ${c === '}' ? 'key' : 'entry'}`,
      )
    const pair = { '{': '}', '[': ']', '(': ')' }[last.bracket]
    if (pair !== c)
      this.note(
        this.at,
        `${c}, but the ${last.bracket} of character ${last.at + 1} has to be closed with ${pair}`,
      )
    else if (
      this.comma === undefined &&
      (this.expected === 'colon' || (this.expected === 'value' && last.bracket === '{'))
    )
      this.note(this.at, `${c} where a value is expected`)
    this.comma = undefined
    this.ended()
    return this.skip(1)
  }

  separator(c: string): boolean {
    if (c !== ',') this.note(this.at, `${c} where a comma is expected`)
    if (this.open.length === 0) {
      this.note(this.at, `${c} outside of any list`)
      return false
    }
    if (this.expected !== 'comma')
      this.note(
        this.at,
        this.comma === undefined ? 'a comma where a value is expected' : 'two commas in a row',
      )
    this.comma = this.at
    this.expected = this.open.at(-1)?.bracket === '{' ? 'key' : 'value'
    return this.skip(1)
  }

  colon(c: string): boolean {
    const arrow = this.text.startsWith('=>', this.at)
    if (c !== ':')
      this.note(
        this.at,
        arrow
          ? '=> between key and value, as Ruby and PHP print; JSON writes a colon: use to_json or json_encode'
          : c === '='
            ? '= between key and value, as Java prints maps; JSON writes a colon: use a JSON library, not toString()'
            : `${c} (full-width) where a plain colon is expected`,
      )
    if (this.expected !== 'colon') {
      // Ruby's symbol as a key, {:To=>…}
      if (this.expected === 'key' && c === ':') {
        this.note(
          this.at,
          'a key that begins with a colon, as Ruby prints symbols; JSON wants "key": use to_json',
        )
        return this.skip(1)
      }
      this.note(
        this.at,
        `${c} where ${this.expected === 'comma' ? 'a comma' : `a ${this.expected}`} is expected`,
      )
      if (this.expected === 'comma') return false
    }
    this.expected = 'value'
    return this.skip(arrow ? 2 : 1)
  }

  quoted(quote: string): boolean {
    this.begin()
    const isKey = this.expected === 'key'
    if (quote !== '"') this.note(this.at, stringMistake(quote))
    const ends = closing[quote] as string
    const start = this.at
    let at = start + 1
    for (; at < this.text.length; at++) {
      const c = this.text[at] as string
      if (c === '\\') {
        const next = this.text[at + 1] ?? ''
        const fits =
          next === 'u' ? /^[0-9a-fA-F]{4}$/.test(this.text.slice(at + 2, at + 6)) : '"\\/bfnrt'.includes(next)
        if (!fits && quote === '"') this.note(at, `\\${visible(next)}, which is no escape of JSON`)
        at++
      } else if (ends.includes(c)) break
      else if (c < ' ' && quote === '"')
        this.note(
          at,
          `a bare ${c === '\n' || c === '\r' ? 'line break' : c === '\t' ? 'tab' : visible(c)} inside a text; JSON writes it as ${c === '\n' ? String.raw`\n` : c === '\r' ? String.raw`\r` : c === '\t' ? String.raw`\t` : String.raw`\u00XX`}`,
        )
      if (this.slips.length >= slipsAtMost) break
    }
    if (at >= this.text.length) this.note(start, 'a text whose closing quote is missing')
    this.at = at + 1
    if (isKey) this.expected = 'colon'
    else this.ended()
    return true
  }

  comment(c: string): true {
    this.note(this.at, 'a comment; JSON has none')
    const block = c !== '#' && this.text[this.at + 1] === '*'
    const end = this.text.indexOf(block ? '*/' : '\n', this.at + 1)
    this.at = end === -1 ? this.text.length : end + (block ? 2 : 1)
    return true
  }

  bareWord(): boolean {
    const { text } = this
    const rest = text.slice(this.at, this.at + 200)
    const number = /^-?\d[\w.+-]*|^[+.-]\.?\d[\w.+-]*/.exec(rest)?.[0]
    const word = /^[\p{L}_$][\p{L}\p{N}_$.-]*/u.exec(rest)?.[0]
    if (word === undefined && number === undefined) {
      this.note(
        this.at,
        `${excerpt(text, this.at)} where ${this.expected === 'end' ? 'nothing' : `a ${this.expected}`} is expected`,
      )
      return /\s/u.test(text[this.at] as string) || /^[\p{Cf}]/u.test(rest) ? this.skip(1) : false
    }
    const token = (word ?? number) as string
    const after = rest[token.length] ?? ''
    if (word !== undefined && /^[uUbBrRfF]{1,2}$/.test(word) && (after === "'" || after === '"')) {
      this.note(
        this.at,
        `the prefix ${word} before a text, as Python prints it; JSON wants the text alone: use json.dumps`,
      )
      return this.skip(word.length)
    }
    this.begin()
    if (this.expected === 'key') {
      this.note(
        this.at,
        `the key ${visible(token.slice(0, 40))} without quotes; JSON wants it in double quotes`,
      )
      this.expected = 'colon'
      return this.skip(token.length)
    }
    if (after === '(') {
      this.note(
        this.at,
        `${visible(token.slice(0, 40))}(…), a value as a program prints it; JSON wants a text, a number, a list or an object`,
      )
      return false
    }
    const says = number === undefined ? wordMistake(token) : numberMistake(token)
    if (says !== undefined) this.note(this.at, says)
    this.ended()
    return this.skip(token.length)
  }
}

/** A few characters from there on, made visible. */
const excerpt = (text: string, at: number): string => visible(text.slice(at, at + 12)).slice(0, 24)
