import type { HttpReply, HttpRequest } from '../contracts/http.ts'

/** What `fetch` was asked for, as a plain request. Its body is read, and has to be sent from here on. */
export async function requestOfFetch(address: string, init: RequestInit): Promise<HttpRequest> {
  const { host, pathname, search, protocol } = new URL(address)
  return {
    method: init.method ?? 'GET',
    url: `${pathname}${search}`,
    headers: { host, ...Object.fromEntries(new Headers(init.headers)) },
    body:
      init.body === undefined || init.body === null
        ? new Uint8Array()
        : new Uint8Array(await new Response(init.body).arrayBuffer()),
    secure: protocol === 'https:',
  }
}

/** A reply as `fetch` gives it. */
export function responseOf({ status, headers, body, bytes }: HttpReply, method = 'POST'): Response {
  const hasNoBody = method === 'HEAD' || status === 204 || status === 205 || status === 304
  return new Response(hasNoBody ? null : ((bytes as Uint8Array<ArrayBuffer> | undefined) ?? body), {
    status,
    headers,
  })
}

/** What `fetch` gave, as a plain reply. It is unpacked already, and of another length. */
export async function replyOfFetch(response: Response): Promise<HttpReply> {
  const {
    'content-encoding': _,
    'transfer-encoding': __,
    'content-length': ___,
    ...headers
  } = Object.fromEntries(response.headers)
  const received = Buffer.from(await response.arrayBuffer())
  const body = received.toString('utf8')
  return {
    status: response.status,
    headers,
    body,
    ...(Buffer.from(body).equals(received) ? {} : { bytes: received }),
  }
}
