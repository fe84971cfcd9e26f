import { invisibleIn, visible } from '../visible.ts'
import { scanJson } from './json-scan.ts'

interface Likeness {
  readonly seen: (text: string) => boolean
  readonly says: string
}

/** Texts that are recognized as a whole: what they are, and what to do. */
const likenesses: readonly Likeness[] = [
  { seen: (text) => text.trim() === '', says: 'it is empty or blank' },
  {
    seen: (text) => /^\[?(?:\[object \w+\],?)+\]?$/.test(text.trim()),
    says: 'it is what JavaScript prints for an object ([object Object]). Write it with JSON.stringify',
  },
  {
    seen: (text) => /^Array(?:\s*\(.*)?$/s.test(text.trim()),
    says: 'it is what PHP prints for an array. Write it with json_encode',
  },
  {
    seen: (text) =>
      /^System\.|`\d+\[|\[\]$/.test(text.trim()) &&
      /^[\w.`[\],+ ]+$/.test(text.trim()) &&
      /System\./.test(text),
    says: 'it is the name of a type, as C# prints an object. Write it with JsonSerializer.Serialize',
  },
  {
    seen: (text) =>
      /^(?:\[\]?\*?)?(?:&?\[*(?:map\[|&?\{\S* map\[))/.test(text.trim()) || /^\[*map\[/.test(text.trim()),
    says: 'it is what Go prints with %v (map[…]). Write it with json.Marshal',
  },
  {
    seen: (text) =>
      /^\[?(?:<[\w.]+ object at 0x[\da-f]+>|#<[\w:]+|L?[\w.$]+(?:;)?@[\da-f]{4,})/.test(text.trim()),
    says: 'it is the name and address of an object, as Java, Python or Ruby print it. Write it with a JSON library',
  },
  {
    seen: (text) => /^(?:%5B|%7B|%22)/i.test(text.trim()) || /^%25(?:5B|7B|22)/i.test(text.trim()),
    says: 'it was percent-encoded once more than it is decoded ([ as %5B, { as %7B). Encode it once, or leave that to the HTTP library',
  },
  {
    seen: (text) => /^[[{\s]*(?:&quot;|&#34;|&#x22;|\{&quot;)/i.test(text.trim()),
    says: 'its quotes are escaped as HTML (&quot;). Take the text before it is escaped',
  },
  {
    seen: (text) => /^(?:W3si|W1si|W3sK|Wwog|Wwp7|eyJ|ewog|W3sg|W10)[A-Za-z0-9+/_=-]*$/.test(text.trim()),
    says: 'it is base64. Send the JSON text itself',
  },
  { seen: (text) => /^<[?!A-Za-z]/.test(text.trim()), says: 'it looks like XML or HTML' },
  {
    seen: (text) => /^[aOs]:\d+:[{"]/.test(text),
    says: 'it was written by serialize() of PHP. Write it with json_encode',
  },
  { seen: (text) => /^(?:---\s*\n|- \w+:)/.test(text), says: 'it looks like YAML' },
  {
    seen: (text) => /^\+?\d{5,20}(?:[,;\s]+\+?\d{5,20})*$/.test(text.trim()),
    says: 'it has bare numbers. A list of recipients is written [{"To":"8613800000001"},{"To":"…"}]',
  },
]

/**
 * Says why a text is not the JSON list or object that a parameter wants, and at which character; undefined if it is.
 *
 * @example explainJson('SenderList', "[{'To': '86'}]", 'array') // "SenderList is not JSON: at character 3, single quotes …"
 */
export function explainJson(name: string, text: string, wanted: 'array' | 'object'): string | undefined {
  const value = parsed(text)
  if (value !== undefined) return explainValue(name, value.json, wanted)
  if (text.startsWith('\uFEFF'))
    return `${name} is not JSON: at character 1, a byte order mark (U+FEFF), which editors and PowerShell put before a text. Remove it: the text after it ${parsed(text.slice(1)) === undefined ? 'is not JSON either' : 'is JSON'}.`
  const whole = likenesses.find(({ seen }) => seen(text))
  if (whole !== undefined) return `${name} is not JSON: ${whole.says}. It begins with ${excerpt(text)}.`
  const [first, ...others] = scanJson(text)
  if (first === undefined) return `${name} is not JSON: it begins with ${excerpt(text)}.`
  const also = others.map(({ at, says }) => ` Also, at character ${at}: ${says}.`).join('')
  const unseen = invisibleIn(text.replaceAll(/[\r\n\t]/g, ' '))
  const hidden =
    unseen === undefined || `${first.says}${also}`.includes('U+') ? '' : ` The text has ${unseen}.`
  return `${name} is not JSON: at character ${first.at}, ${first.says}.${also}${hidden}`
}

/** As `explainJson`, for a value that was decoded already. */
export function explainValue(name: string, value: unknown, wanted: 'array' | 'object'): string | undefined {
  if (typeof value === 'string') {
    let layers = 1
    let inner: unknown = value
    while (typeof inner === 'string' && layers < 9) {
      const next = parsed(inner)
      if (next === undefined) break
      inner = next.json
      layers++
    }
    return typeof inner === 'object' && layers > 1
      ? `${name} was encoded as JSON ${layers === 2 ? 'twice' : `${layers} times`}: it is JSON text within JSON text. Call JSON.stringify, json.dumps or json_encode once.`
      : `${name} is a JSON text (it is in quotes as a whole), but ${wantedForm(wanted)} is expected.`
  }
  if (Array.isArray(value)) {
    if (wanted === 'array') return undefined
    return value.length === 0
      ? `${name} is an empty list, but an object is expected. PHP writes an empty array as []: use (object)[] or leave the parameter out.`
      : `${name} is a list, but one object is expected: remove the [ ] around it.`
  }
  if (typeof value === 'object' && value !== null) {
    if (wanted === 'object') return undefined
    return Object.keys(value).length > 0 && Object.keys(value).every((key) => /^\d+$/.test(key))
      ? `${name} is an object with the keys ${Object.keys(value).slice(0, 3).join(', ')}, but a list is expected. PHP writes arrays with gaps so: use array_values.`
      : `${name} is one object, but a list is expected: put [ ] around it.`
  }
  return `${name} is ${value === null ? 'null' : `the ${typeof value} ${String(value).slice(0, 40)}`}, but ${wantedForm(wanted)} is expected.`
}

const wantedForm = (wanted: 'array' | 'object'): string =>
  wanted === 'array' ? 'a list [ ]' : 'an object { }'

function parsed(text: string): { readonly json: unknown } | undefined {
  try {
    return { json: JSON.parse(text) }
  } catch {
    return undefined
  }
}

const excerpt = (text: string): string => JSON.stringify(visible(text.slice(0, 30)))
