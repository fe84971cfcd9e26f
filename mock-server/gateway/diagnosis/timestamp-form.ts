import { invisibleIn, visible } from '../../../contracts/visible.ts'

const example = '2026-01-31T12:00:00Z'
const asUtc = `Write the time in UTC as ${example}`

interface Form {
  readonly form: RegExp
  readonly says: string
}

const dateTime = String.raw`\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}`

/** How languages and libraries print a time when it is not asked for in the form of the wire; the first that fits is told. */
const forms: readonly Form[] = [
  {
    form: /^(?:undefined|null|none|nil|nan|invalid date|false|true|\[object \w+\]|<nil>)$/i,
    says: `is no time: a value that was never set was sent. ${asUtc}`,
  },
  {
    form: /%[a-z]|^yyyy|\{|\$\(|^[yY]{2,4}-/i,
    says: `has a pattern or a placeholder that was not filled in, or was percent-encoded twice. ${asUtc}, encoded once`,
  },
  {
    form: /^["'`].*["'`]$/s,
    says: `stands in quotes. Send it without them: ${example}`,
  },
  { form: /'T'|'Z'/, says: `has the quotes of the format pattern in it ('T', 'Z'). Write ${example}` },
  { form: /\\/, says: `has backslashes in it, as an escape that was not undone. Write ${example}` },
  {
    form: /[Zz+\d]\[[^\]]+\]$/,
    says: `ends with the name of a zone in brackets, as Java's ZonedDateTime prints it. Use DateTimeFormatter.ISO_INSTANT with the time cut to seconds: ${example}`,
  },
  {
    form: new RegExp(String.raw`^${dateTime}Z{2,}$`, 'i'),
    says: `has a Z too many at its end. One Z says UTC: ${example}`,
  },
  {
    form: /[+-]\d{2}:?\d{2}Z$/i,
    says: `has an offset from UTC and a Z. Convert the time to UTC and end it with Z alone: ${example}`,
  },
  {
    form: /T\d{1,2}\.\d{2}\.\d{2}/i,
    says: `has dots where colons belong (03.36.46), as C# prints in cultures that separate hours with dots. Format with CultureInfo.InvariantCulture: ${example}`,
  },
  {
    form: /T\d{1,2}([-_：h])\d{2}(?:\1|[-_：m])\d{2}/i,
    says: `has other characters where colons belong. Write the time of day as 12:00:00: ${example}`,
  },
  {
    form: /^\d{8}T\d{6}Z?$/i,
    says: `is in the compact form of ISO 8601, as AWS signs it. Write dashes and colons: ${example}`,
  },
  { form: /^\d{14}$/, says: `has only digits. Write dashes, T, colons and Z: ${example}` },
  {
    form: /^-?\d{9,11}(?:[.,]\d+)?$/,
    says: `is a number of seconds since 1970. ${asUtc}`,
  },
  {
    form: /^-?(?:\d{12,13}(?:[.,]\d+)?|\d{16}|\d{19}|\d+(?:\.\d+)?e\+?\d+)$/i,
    says: `is a number of milliseconds, microseconds or nanoseconds since 1970. ${asUtc}`,
  },
  {
    form: /^[A-Z][a-z]{2,8},? .*(?:GMT|UTC|\d{4}|[+-]\d{4})/,
    says: `is written with the names of day and month, as in HTTP headers (RFC 1123), by date, asctime or JavaScript's toString. ${asUtc}`,
  },
  {
    form: /\b\d{1,2}[ -][A-Z][a-z]{2,8}[ -]\d{2,4}|[A-Z][a-z]{2,8} \d{1,2},? \d{4}/,
    says: `is written with the name of the month. ${asUtc}`,
  },
  {
    form: /\b[ap]\.?m\b\.?|上午|下午|午前|午後/i,
    says: `is written with a 12-hour clock. Write the hours from 00 to 23: ${example}`,
  },
  {
    form: /^\d{4}\/|^\d{4}\.\d/,
    says: `has other separators than dashes in its date. ${asUtc}`,
  },
  {
    form: /^\d{1,2}[./-]\d{1,2}[./-]\d{4}/,
    says: `begins with day or month, as a local form does. The year comes first: ${example}`,
  },
  { form: /^\d{2}-\d{2}-\d{2}[T ]/i, says: `has a year of two digits. Write four: ${example}` },
  {
    form: /^\d{4}-\d{2}-\d{3}[T ]/i,
    says: `has a day of three digits: DD in a pattern of Java means the day of the year. Use dd, and yyyy for the year: ${example}`,
  },
  { form: /^[+-]\d{6}-/, says: `has a year of six digits. Write four: ${example}` },
  {
    form: / m=[+-]/,
    says: `is what Go prints of a time.Time. Use t.UTC().Format("2006-01-02T15:04:05Z"): ${example}`,
  },
  {
    form: / (?:UTC|GMT)$|(?:UTC|GMT)$/i,
    says: `says UTC in letters. Write T between date and time, and Z at the end: ${example}`,
  },
  {
    form: new RegExp(String.raw`^${dateTime}(?:[.,]\d+)? \d{2}:?\d{2}$`),
    says: `has an offset from UTC whose + arrived as a blank. Convert the time to UTC and end it with Z: ${example}`,
  },
  {
    form: /[T ]\d{2}:\d{2}:\d{2}(?:[.,]\d+)?\s?[+-]00:?(?:00)?$/i,
    says: `has the offset +00:00. That is UTC, but it is written Z: ${example}`,
  },
  {
    form: /[T ]\d{2}:\d{2}(?::\d{2})?(?:[.,]\d+)?\s?[+-]\d{1,2}(?::?\d{2})?$/i,
    says: `has an offset from UTC. Convert the time to UTC and end it with Z: ${example}`,
  },
  {
    form: /[T ]\d{2}:\d{2}:\d{2}[.,]\d+ ?Z?$/i,
    says: `has fractions of a second. Cut them off: ${example}`,
  },
  {
    form: /^\d{4}-\d{2}-\d{2} +\d{2}:\d{2}:\d{2}/,
    says: `has a blank between date and time. Write T there and Z at the end: ${example}`,
  },
  {
    form: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/,
    says: `lacks the Z at its end. Without it a time is local: convert it to UTC, then write ${example}`,
  },
  {
    form: /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2}z|t\d{2}:\d{2}:\d{2}[zZ])$/,
    says: `has a lower-case t or z. Write both in upper case: ${example}`,
  },
  { form: /^\d{4}-\d{2}-\d{2}T?$/, says: `is a date without a time. ${asUtc}` },
  { form: /T\d{2}:\d{2}Z?$/, says: `has no seconds. ${asUtc}` },
  {
    form: /^\d{4}-(?:\d-|\d{1,2}-\d[T ])|[T ]\d:|:\d(?::|Z?$)/,
    says: `has numbers of one digit. Write two everywhere but in the year: ${example}`,
  },
]

/** Says what is wrong with the form of a timestamp, and how to write it. */
export function explainTimestampForm(given: string): string {
  const unseen = invisibleIn(given)
  if (unseen !== undefined)
    return `The timestamp has an invisible character: ${unseen}. Copying, or formatting for a locale, puts it there. Write ${example}.`
  if (/[^\P{Nd}0-9]/u.test(given))
    return `The timestamp has digits that are not 0 to 9 of ASCII, as a formatter with a locale prints them. Use the root or invariant locale: ${example}.`
  const layers = encodedTimes(given)
  if (layers > 0)
    return `The timestamp was percent-encoded ${layers === 1 ? 'twice' : `${layers + 1} times`}: a colon arrived as ${/%(?:25)*[0-9A-Fa-f]{2}/.exec(given)?.[0] ?? '%3A'}. Encode it once; the HTTP library may do so already.`
  if (given !== given.trim()) return `The timestamp has blanks around it. Send ${example} alone.`
  const range = outOfRange(given)
  if (range !== undefined) return `The timestamp has ${range}. ${asUtc}.`
  const found = forms.find(({ form }) => form.test(given))
  return `The timestamp ${found?.says ?? `is not of the form ${example}, in UTC: ${firstOdd(given)}`}.`
}

/** How many times too often a text was percent-encoded. */
function encodedTimes(given: string): number {
  let text = given
  let times = 0
  while (/%(?:25)*(?:3A|2B|20|2D|2F|5A|54)/i.test(text) && times < 9) {
    try {
      text = decodeURIComponent(text)
    } catch {
      break
    }
    times++
  }
  return times
}

const limits = [
  ['month', 1, 12],
  ['day', 1, 31],
  ['hour', 0, 23],
  ['minute', 0, 59],
  ['second', 0, 59],
] as const

/** Which number of a timestamp of the right form no calendar or clock has. */
function outOfRange(given: string): string | undefined {
  const [, year, ...parts] = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)Z$/.exec(given) ?? []
  if (year === undefined) return undefined
  for (const [index, [name, least, most]] of limits.entries()) {
    const value = Number(parts[index])
    if (value >= least && value <= most) continue
    if (name === 'month' && parts[0] === parts[3])
      return `${parts[0]} as its month: its minutes were written there. In most patterns MM is the month and mm the minute`
    if (name === 'hour' && value === 24) return 'the hour 24. Midnight is 00 of the next day'
    if (name === 'second' && value === 60) return 'the second 60. The service knows no leap seconds'
    return `${parts[index]} as its ${name}, which goes from ${least} to ${most}`
  }
  return `a day that its month does not have (${given.slice(0, 10)})`
}

/** Where a text first leaves the form of the wire. */
function firstOdd(given: string): string {
  for (const [index, wanted] of [...example].entries()) {
    const c = given[index]
    if (c === undefined) return `it ends after character ${index}`
    const fits = /\d/.test(wanted) ? /\d/.test(c) : c === wanted
    if (!fits)
      return `character ${index + 1} is ${JSON.stringify(visible(c))} where ${/\d/.test(wanted) ? 'a digit' : wanted} belongs`
  }
  return `${JSON.stringify(visible(given.slice(example.length, example.length + 20)))} stands after it`
}
