import { createReceiver, type ReceiverOptions } from './receive.ts'

/** The part of an Express request that is read. The body may be parsed already, or not. */
export interface ReceivedRequest extends AsyncIterable<Uint8Array | string> {
  readonly body?: unknown
}

/** The part of an Express response, or of Node's own, that is used. */
export interface SentResponse {
  statusCode: number
  setHeader(name: string, value: string): unknown
  end(text: string): unknown
}

const largestBody = 5 * 1024 * 1024

/** A handler of pushes for Express and for `node:http`: `app.post('/receipts', expressReceipts({ onReceipt }))`, with or without a body parser before it. */
export function expressReceipts(
  options: ReceiverOptions,
): (request: ReceivedRequest, response: SentResponse) => Promise<void> {
  const receive = createReceiver(options)
  return async (request, response) => {
    const body = request.body ?? (await readText(request))
    const { status, body: answer } = await receive(body)
    response.statusCode = status
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(answer))
  }
}

/** A handler of pushes for servers that speak `Request` and `Response`, such as Hono, Next.js, Deno and Bun. */
export function fetchReceipts(options: ReceiverOptions): (request: Request) => Promise<Response> {
  const receive = createReceiver(options)
  return async (request) => {
    const { status, body } = await receive(await request.text())
    return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } })
  }
}

async function readText(request: ReceivedRequest): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk)
    size += bytes.length
    // What is larger is no push; the text so far is not JSON and is answered as such.
    if (size > largestBody) break
    chunks.push(bytes)
  }
  return Buffer.concat(chunks).toString()
}
