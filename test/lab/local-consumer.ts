import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

/** An item of a push as a consumer of a test reads it. */
export type ReceivedItem = Readonly<Record<string, string>>

/** What a consumer of a test answers. */
export interface LocalAnswer {
  readonly status?: number
  readonly type?: string
  readonly text?: string
}

/** Handles requests; what it leaves out is the answer that the platform accepts. Undefined leaves the request without an answer. */
export type Handle = (request: {
  readonly method: string
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
  readonly items: readonly ReceivedItem[]
}) => LocalAnswer | undefined | Promise<LocalAnswer | undefined>

/** Starts a consumer on loopback for one test. */
export async function localConsumer(handle: Handle): Promise<string> {
  const server = createServer((message, response) => void answer(handle, message, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function answer(handle: Handle, message: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Uint8Array[] = []
  for await (const chunk of message as AsyncIterable<Uint8Array>) chunks.push(chunk)
  const body = Buffer.concat(chunks).toString()
  const { method = '', url: path = '/', headers } = message
  const items = method === 'POST' ? (JSON.parse(body) as ReceivedItem[]) : []
  const given = await handle({ method, path, headers, body, items })
  if (given === undefined) return
  const { status = 200, type = 'application/json', text = '{"code":0,"msg":"received"}' } = given
  response.writeHead(status, { 'content-type': type }).end(text)
}
