import * as acs3 from '../../../contracts/signature/acs3.ts'
import { percentEncode, type Pair } from '../../../contracts/signature/percent-encode.ts'
import { formatParameters } from '../../../contracts/wire/parameters.ts'
import type { Call } from '../../call/call.ts'
import type { Hypothesis } from './hypothesis.ts'
import { rewrittenJson } from './json-styles.ts'
import type { Acs3Signing } from './signing.ts'

/** Bodies up to so many bytes are written in other ways and hashed. */
const rewrittenUpTo = 1_000_000

const signAsSent = 'Hash the very bytes you send.'

/** Mistakes in the hash of the body. A header x-acs-content-sha256 tells which body the client hashed: its value is signed as it came. */
export const payloadMistakes: readonly Hypothesis<Acs3Signing>[] = [
  {
    id: 'payload-hash-of-nothing',
    says: `The payload hash is the one of an empty body, but a body was sent. ${signAsSent}`,
    common: true,
    change: ({ algorithm }, { call }) =>
      call.request.body.length === 0 ? [] : { payloadHash: acs3.hash(algorithm, '') },
  },
  {
    id: 'payload-written-otherwise',
    says: `The body that was hashed is the one that arrived, but {detail}. ${signAsSent}`,
    common: true,
    change: ({ algorithm }, { call }) => {
      const claimed = claimedHash(call)
      if (claimed === '') return []
      for (const [detail, body] of otherBodies(call))
        if (acs3.hash(algorithm, body) === claimed) return { payloadHash: claimed, detail }
      return []
    },
  },
  {
    id: 'payload-hash-in-upper-case',
    says: 'The payload hash was written in upper case. Write it as lower-case hex.',
    change: ({ payloadHash }) => ({ payloadHash: payloadHash.toUpperCase() }),
  },
  {
    id: 'payload-hash-in-base64',
    says: 'The payload hash was written in base64. Write it as lower-case hex.',
    change: ({ payloadHash }) => ({ payloadHash: Buffer.from(payloadHash, 'hex').toString('base64') }),
  },
  {
    id: 'payload-differs',
    general: true,
    says: `The payload hash belongs to another body than the one that arrived. ${signAsSent} Look for what changes the body after signing: a second serialization, an interceptor, a proxy.`,
    common: true,
    change: (_, { call }) => (claimedHash(call) === '' ? [] : { payloadHash: claimedHash(call) }),
  },
]

const claimedHash = ({ request }: Call): string => request.headers['x-acs-content-sha256'] ?? ''

/** The bodies a client may have hashed when this one arrived. */
function* otherBodies({ request, form }: Call): Generator<[detail: string, body: string | Uint8Array]> {
  const bytes = Buffer.from(request.body)
  const text = bytes.toString()
  yield ['without the line break at its end', text.replace(/\r?\n$/, '')]
  yield ['with a line break at its end', `${text}\n`]
  yield ['with CR LF for line feeds', text.replaceAll(/\r?\n/g, '\r\n')]
  yield ['with line feeds for CR LF', text.replaceAll('\r\n', '\n')]
  yield ['without its byte order mark', text.replace('\u{FEFF}', '')]
  yield ['with a byte order mark', `\u{FEFF}${text}`]
  yield ['in ISO-8859-1', Buffer.from(text, 'latin1')]
  for (const { style, texts } of rewrittenJson([text])) yield [`with its JSON ${style}`, texts[0] as string]
  if (form.length === 0 || bytes.length > rewrittenUpTo) return
  yield* writings('', form)
  for (const { style, texts } of rewrittenJson(form.map(([, value]) => value)))
    yield* writings(
      `, with JSON ${style}`,
      form.map(([name], index): Pair => [name, texts[index] as string]),
    )
}

const strictly = (pairs: readonly Pair[]): string =>
  pairs.map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`).join('&')
const asForm = (pairs: readonly Pair[]): string =>
  new URLSearchParams(pairs.map(([name, value]): [string, string] => [name, value])).toString()

function* writings(what: string, form: readonly Pair[]): Generator<[detail: string, body: string]> {
  const sorted = [...form].sort(([a], [b]) => (a < b ? -1 : 1))
  for (const [order, pairs] of [
    ['', form],
    [', sorted', sorted],
  ] as const) {
    yield [`with blanks as %20${order}${what}`, formatParameters(pairs)]
    yield [`with every reserved character encoded${order}${what}`, strictly(pairs)]
    yield [`with blanks as +${order}${what}`, asForm(pairs)]
    yield [
      `without percent-encoding${order}${what}`,
      pairs.map(([name, value]) => `${name}=${value}`).join('&'),
    ]
  }
}
