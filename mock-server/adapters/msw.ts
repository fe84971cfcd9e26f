import { bypass, http, type HttpHandler, type RequestHandler } from 'msw'
import type { Recorder } from '../../recording/cassette/recorder.ts'
import { replyOfFetch, responseOf } from '../../recording/fetch-messages.ts'
import type { HttpRequest } from '../../contracts/http.ts'
import type { Emulator } from '../emulator/emulator.ts'
import { ConnectionError, toWebResponse } from './web-response.ts'

/** The endpoint whose requests are answered unless another is named. */
const publishedEndpoint = 'cams.ap-southeast-1.aliyuncs.com'

/**
 * The emulator as msw handlers, for unit tests that intercept requests instead of opening a port.
 * Clients over node:http that put a large SenderList into the URL need `node --max-http-header-size=1048576`: msw reads their
 * requests with Node's limit of 16 kB and never answers a longer one. Clients over fetch do not.
 * @param endpoint host, with its port if it has one, that the client under test is configured for
 * @param world id of the world that answers every call, whatever its key; the world of the key unless given
 */
export function mswHandlers(
  emulator: Emulator,
  endpoint: string = publishedEndpoint,
  world?: string,
): RequestHandler[] {
  if (world !== undefined && emulator.worlds.get(world) === undefined)
    throw new RangeError(`There is no world ${world}`)
  const bound = world === undefined ? undefined : emulator.worlds.get(world)
  const answer: Parameters<typeof http.all>[1] = async ({ request }) => {
    const reply = await emulator.handle(await toHttpRequest(request), bound)
    return toWebResponse(reply, { doorway: 'through msw', method: request.method }).catch(
      (error: unknown) => {
        // To msw this is how a connection fails; it says no more about why.
        if (error instanceof ConnectionError) return Response.error()
        throw error
      },
    )
  }
  return ['http', 'https'].map((scheme): HttpHandler => http.all(`${scheme}://${endpoint}/*`, answer))
}

/**
 * A cassette as msw handlers: `useCassette()` of chatapp-mock/scenarios, or another recorder. What it does not replay leaves unintercepted.
 * @param endpoint host, with its port if it has one, that the client under test is configured for
 */
export function mswCassetteHandlers(
  recorder: Pick<Recorder, 'handle'>,
  endpoint: string = publishedEndpoint,
): RequestHandler[] {
  const answer: Parameters<typeof http.all>[1] = async ({ request }) => {
    const reply = await recorder.handle(await toHttpRequest(request.clone()), async () =>
      replyOfFetch(await fetch(bypass(request))),
    )
    return responseOf(reply, request.method)
  }
  return ['http', 'https'].map((scheme): HttpHandler => http.all(`${scheme}://${endpoint}/*`, answer))
}

/** Translates a web Request. Under msw a fetch has no `host` header, which V3 signs: it is taken from the URL. */
async function toHttpRequest(request: Request): Promise<HttpRequest> {
  const { host, pathname, search, protocol } = new URL(request.url)
  return {
    method: request.method,
    url: `${pathname}${search}`,
    headers: { host, ...Object.fromEntries(request.headers) },
    body: new Uint8Array(await request.arrayBuffer()),
    secure: protocol === 'https:',
  }
}
