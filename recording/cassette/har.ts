import * as z from 'zod'
import { secretMask } from '../redaction/secret-mask.ts'
import { UsageError } from '../../contracts/usage-error.ts'
import { contentTypes } from '../../contracts/wire/envelope.ts'
import { formatParameters, parseParameters } from '../../contracts/wire/parameters.ts'
import { readRequest, secretsIn } from './read-request.ts'
import { answeredOf, replyOf, writeParameter, type Recording } from './recording.ts'

/*
 * HTTP Archive 1.2. Source: the specification of the W3C Web Performance working group, http://www.softwareishard.com/blog/har-12-spec/.
 */

const formType = 'application/x-www-form-urlencoded'
const pairs = (values: Iterable<readonly [string, string]>) =>
  [...values].map(([name, value]) => ({ name, value }))

/** Recordings as an HTTP archive. What a cassette does not hold is said to be unknown, as the format has it. */
export function toHar(recordings: Iterable<Recording>, origin: string, creator: string): object {
  return {
    log: {
      version: '1.2',
      creator: { name: 'chatapp-mock', version: creator },
      entries: [...recordings].map((recording) => {
        const { call, at = '1970-01-01T00:00:00.000Z', format, parameters } = recording
        const { status, headers, body } = replyOf(recording)
        const form: [string, string][] = Object.entries(parameters).map(([name, value]) => [
          name,
          writeParameter(value),
        ])
        const asked = {
          accept: format === 'XML' ? 'text/xml' : 'application/json',
          'content-type': formType,
          'x-acs-action': call,
          'x-acs-version': '2020-06-06',
        }
        return {
          startedDateTime: at,
          time: 0,
          request: {
            method: 'POST',
            url: `${origin}/`,
            httpVersion: 'HTTP/1.1',
            cookies: [],
            headers: pairs(Object.entries(asked)),
            queryString: [],
            postData: { mimeType: formType, params: pairs(form), text: formatParameters(form) },
            headersSize: -1,
            bodySize: Buffer.byteLength(formatParameters(form)),
          },
          response: {
            status,
            statusText: '',
            httpVersion: 'HTTP/1.1',
            cookies: [],
            headers: pairs(Object.entries(headers)),
            content: {
              size: Buffer.byteLength(body),
              mimeType: headers['content-type'] ?? contentTypes.JSON,
              text: body,
            },
            redirectURL: '',
            headersSize: -1,
            bodySize: Buffer.byteLength(body),
          },
          cache: {},
          timings: { send: 0, wait: 0, receive: 0 },
        }
      }),
    },
  }
}

/** Some tools leave out what is empty, others write null. */
const text = z.string().nullish()
const pair = z.looseObject({ name: z.string(), value: text })
const archive = z.looseObject({
  log: z.looseObject({
    entries: z.array(
      z.looseObject({
        startedDateTime: text,
        request: z.looseObject({
          method: z.string(),
          url: z.string(),
          headers: z.array(pair).default([]),
          postData: z.looseObject({ text, params: z.array(pair).nullish() }).nullish(),
        }),
        response: z.looseObject({
          status: z.int(),
          headers: z.array(pair).default([]),
          content: z.looseObject({ text, encoding: text }).nullish(),
        }),
      }),
    ),
  }),
})

/** What of an HTTP archive is a call of the API. */
export interface FromHar {
  readonly recordings: readonly Recording[]
  /** Entries that are none. */
  readonly others: number
}

/** Reads the text of an HTTP archive. Throws `UsageError` with file, and line or path. */
export function fromHar(source: string, file: string): FromHar {
  let value: unknown
  try {
    value = JSON.parse(source.replace(/^\uFEFF/, ''))
  } catch (error) {
    const position = Number(/at position (\d+)/.exec((error as Error).message)?.[1] ?? source.length)
    throw new UsageError(
      `${file}:${source.slice(0, position).split('\n').length}: this is not JSON. Expected an HTTP archive.`,
    )
  }
  const parsed = archive.safeParse(value)
  if (!parsed.success)
    throw new UsageError(
      parsed.error.issues
        .slice(0, 10)
        .map(({ path, message }) => `${file}: ${path.map(String).join('.') || 'the file'}: ${message}`)
        .join('\n'),
    )
  const recordings = parsed.data.log.entries.flatMap(
    ({ startedDateTime, request, response }): Recording[] => {
      const url = URL.canParse(request.url) ? new URL(request.url) : undefined
      const headers = headersOf(request.headers)
      const form =
        request.postData?.text ??
        formatParameters((request.postData?.params ?? []).map(({ name, value: each }) => [name, each ?? '']))
      const sent = {
        method: request.method,
        url: url === undefined ? '/' : `${url.pathname}${url.search}`,
        headers,
        body: Buffer.from(form),
        secure: true,
      }
      const asked = readRequest(sent)
      if (asked.call === '' || response.status === 0) return []
      // Browsers and proxies write V3 calls without telling so: their headers do.
      const format =
        headers['x-acs-action'] !== undefined && !/xml/.test(headers['accept'] ?? '') && !hasFormat(url, form)
          ? { ...asked, format: undefined }
          : asked
      const { text: received, encoding } = response.content ?? {}
      // An answer may repeat what proves who asked.
      const conceal = secretMask(secretsIn(sent))
      const body =
        encoding === 'base64' ? Buffer.from(received ?? '', 'base64').toString('utf8') : (received ?? '')
      const at =
        startedDateTime === undefined || startedDateTime === null || Number.isNaN(Date.parse(startedDateTime))
          ? {}
          : { at: new Date(startedDateTime).toISOString() }
      const { format: wanted, ...rest } = format
      return [
        {
          ...rest,
          ...(wanted === undefined ? {} : { format: wanted }),
          ...at,
          answer: answeredOf({
            status: response.status,
            headers: headersOf(response.headers),
            body: conceal(body),
          }),
        },
      ]
    },
  )
  return { recordings, others: parsed.data.log.entries.length - recordings.length }
}

const headersOf = (given: readonly z.output<typeof pair>[]): Record<string, string> =>
  Object.fromEntries(given.map(({ name, value }) => [name.toLowerCase(), value ?? '']))

const hasFormat = (url: URL | undefined, form: string): boolean =>
  [...parseParameters(url?.search.slice(1) ?? '').pairs, ...parseParameters(form).pairs].some(
    ([name]) => name === 'Format',
  )
