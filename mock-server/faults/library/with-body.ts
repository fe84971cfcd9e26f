import type { HttpReply } from '../../../contracts/http.ts'

/** The reply with another body, whose length its head says. */
export const withBody = (reply: HttpReply, body: string, headers: HttpReply['headers'] = {}): HttpReply => ({
  ...reply,
  body,
  headers: { ...reply.headers, ...headers, 'content-length': String(Buffer.byteLength(body)) },
})

/** The reply with bytes in the place of its body. */
export const withBytes = (
  reply: HttpReply,
  fault: string,
  bytes: Uint8Array,
  headers: HttpReply['headers'] = {},
): HttpReply => ({
  ...reply,
  headers: { ...reply.headers, ...headers, 'content-length': String(bytes.length) },
  delivery: { ...reply.delivery, fault, bytes },
})
