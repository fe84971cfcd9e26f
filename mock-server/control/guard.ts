import { timingSafeEqual } from 'node:crypto'
import { foreignPage, isOwnName, loopbackNames, nameOfHost } from '../call/foreign-page.ts'
import { isPage } from '../inspector/serve-page.ts'
import { Problem } from './problem.ts'

/** Who may use the control API. */
export interface ControlAccess {
  /** Host names, without port, under which the server may be called beside loopback names. */
  readonly hosts?: readonly string[]
  /** When given, every request must carry it as `Authorization: Bearer <token>`, and may then come from other machines. */
  readonly token?: string
}

/** What the guards look at. */
export interface GuardedRequest {
  readonly method: string
  /** The request target as it came, undecoded. */
  readonly target: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  /** Raw header names in order, to see duplicates. */
  readonly headerNames: readonly string[]
  readonly remoteAddress: string
}

export type Guard = (request: GuardedRequest, access: ControlAccess) => void

const loopbackAddress = /^(127\.|::1$|::ffff:127\.)/

/** A program on another machine needs the token. */
const callerIsLocal: Guard = ({ remoteAddress }, { token }) => {
  if (token === undefined && !loopbackAddress.test(remoteAddress)) {
    throw new Problem(
      403,
      'Loopback only',
      `The control API answers this machine only, and the request came from ${remoteAddress}. Start with --control-token to let others in.`,
    )
  }
}

/** A page of another site whose name was pointed at this machine (DNS rebinding) shows in the Host header. */
const hostIsKnown: Guard = ({ headers }, access) => {
  const host = nameOfHost(headers['host'])
  if (host === undefined || !isOwnName(host, access.hosts)) {
    throw new Problem(
      403,
      'Unknown host',
      `The control API does not answer for the host ${JSON.stringify(headers['host'] ?? '')}. Call it by ${[...loopbackNames, ...(access.hosts ?? [])].join(', ')}; start with --control-host for other names.`,
    )
  }
}

/** A browser says which page a request comes from; only pages of this server may ask. */
const originIsOwn: Guard = (request, access) => {
  if (opensPage(request)) return
  const { headers } = request
  const page = foreignPage(headers, access.hosts)
  if (page !== undefined)
    throw new Problem(403, 'Foreign page', `The control API does not answer pages of other sites (${page}).`)
}

/** A link of another site may open the page, which holds no data: in a tab of its own, never in a frame. */
const opensPage = ({ method, target, headers }: GuardedRequest): boolean =>
  method === 'GET' &&
  isPage(target) &&
  headers['sec-fetch-mode'] === 'navigate' &&
  headers['sec-fetch-dest'] === 'document' &&
  headers['origin'] === undefined

/** A form of another site can post text, but not JSON. */
const contentIsJson: Guard = ({ method, headers }) => {
  const type = String(headers['content-type'] ?? '')
  const hasBody = (headers['content-length'] ?? '0') !== '0' || headers['transfer-encoding'] !== undefined
  if (
    method !== 'GET' &&
    method !== 'HEAD' &&
    (hasBody || method === 'POST') &&
    !/^application\/json\s*(;\s*charset="?utf-8"?\s*)?$/i.test(type)
  ) {
    throw new Problem(
      415,
      'JSON only',
      `Given ${type === '' ? 'no content type' : type}; send application/json, in UTF-8.`,
    )
  }
}

/** Two Host or Content-Length headers mean different things to different readers. */
const headersAreSingle: Guard = ({ headers, headerNames }) => {
  for (const name of [
    'host',
    'content-length',
    'content-type',
    'origin',
    'authorization',
    'transfer-encoding',
  ]) {
    if (headerNames.filter((each) => each.toLowerCase() === name).length > 1)
      throw new Problem(400, 'Header sent twice', `The header ${name} came more than once.`)
  }
  if (headers['content-length'] !== undefined && headers['transfer-encoding'] !== undefined)
    throw new Problem(400, 'Length is ambiguous', 'Content-Length and Transfer-Encoding were both sent.')
}

/** Dots, encoded slashes and backslashes make one reader's path another's. */
const pathIsPlain: Guard = ({ target }) => {
  const path = target.split('?')[0] ?? ''
  if (!path.startsWith('/_mock') || /%2f|%5c|%2e|%00|\\|\/\/|(^|\/)\.{1,2}(\/|$)/i.test(path))
    throw new Problem(
      400,
      'Path is not plain',
      `The path ${JSON.stringify(path)} holds dots, doubled or encoded separators.`,
    )
}

const tokenFits: Guard = ({ method, target, headers }, { token }) => {
  // The page holds no data, and asks for the token before it asks for any.
  if (token === undefined || (method === 'GET' && isPage(target))) return
  const given = Buffer.from(String(headers['authorization'] ?? ''))
  const expected = Buffer.from(`Bearer ${token}`)
  if (given.length !== expected.length || !timingSafeEqual(given, expected))
    throw new Problem(
      401,
      'Token needed',
      'Send the token this server was started with as Authorization: Bearer <token>.',
    )
}

/** Every guard of the control API. Each stands alone: taking one away opens one attack. */
export const guards: Readonly<Record<string, Guard>> = {
  callerIsLocal,
  hostIsKnown,
  originIsOwn,
  headersAreSingle,
  pathIsPlain,
  contentIsJson,
  tokenFits,
}
