import { visible } from '../visible.ts'

/** Quotes that open a text, with those that may close it. */
export const closing: Readonly<Record<string, string>> = {
  '"': '"', "'": "'", '`': '`', '“': '”“"', '”': '”"', '„': '“”"', '‘': '’\'', '’': '’', '«': '»', '»': '«', '＂': '＂', '‚': '‘’', '″': '″', '‟': '”', '‹': '›', '「': '」', '´': '´',
} // prettier-ignore

/** What is wrong with a text in such quotes. */
export const stringMistake = (quote: string): string =>
  quote === "'"
    ? `single quotes around a text; JSON wants double quotes. Python's str() and repr() print so: use json.dumps`
    : quote === '`'
      ? 'backquotes around a text; JSON wants double quotes'
      : `curly or other typographic quotes (${quote}) around a text; JSON wants the plain " (U+0022). Chats and word processors replace it`

const words: Readonly<Record<string, string>> = {
  None: "Python's None; JSON writes null: use json.dumps",
  True: 'True with a capital, as Python prints it; JSON writes true: use json.dumps',
  False: 'False with a capital, as Python prints it; JSON writes false: use json.dumps',
  TRUE: 'TRUE in capitals; JSON writes true',
  FALSE: 'FALSE in capitals; JSON writes false',
  NULL: 'NULL in capitals; JSON writes null',
  Null: 'Null with a capital; JSON writes null',
  nil: 'nil; JSON writes null',
  undefined: 'undefined, which is no JSON value: leave the key out, or write null',
  NaN: 'NaN, which is no JSON value: a value was computed of nothing. Write a text, or null',
  nan: 'nan, which is no JSON value: a value was computed of nothing. Write a text, or null',
  Infinity: 'Infinity, which is no JSON value',
  inf: 'inf, which is no JSON value',
}

/** What is wrong with a bare word as a value; undefined for true, false and null. */
export function wordMistake(word: string): string | undefined {
  if (word === 'true' || word === 'false' || word === 'null') return undefined
  return Object.hasOwn(words, word)
    ? words[word]
    : `the bare word ${visible(word.slice(0, 40))}; JSON wants a text in double quotes`
}

/** What is wrong with how a number is written; undefined if it is JSON. */
export function numberMistake(number: string): string | undefined {
  if (/^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(number)) return undefined
  const shown = visible(number.slice(0, 40))
  if (/^-?0\d/.test(number))
    return `the number ${shown} with a leading zero; a phone number is a text: put it in double quotes`
  if (number.startsWith('+'))
    return `the number ${shown} with a plus; a phone number is a text: put it in double quotes, digits only`
  return `${shown}, which is no number of JSON`
}
