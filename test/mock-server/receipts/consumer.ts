import express, { type RequestHandler } from 'express'
import { once } from 'node:events'
import type { IncomingHttpHeaders, Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

/** An item of a push, as a consumer reads it. */
export type Item = Readonly<Record<string, unknown>>

export interface Received {
  readonly items: readonly Item[]
  readonly method: string
  readonly headers: IncomingHttpHeaders
}

/** A customer's own server, with what it was pushed. */
export interface Consumer {
  readonly url: string
  readonly pushes: readonly Received[]
  /** All items of all pushes in the order they came. */
  items(): Item[]
}

export const accept: RequestHandler = (_request, response) => void response.json({ code: 0, msg: 'ok' })

/** Starts an Express application that is pushed to, until the test ends. */
export async function startConsumer(answer: RequestHandler = accept): Promise<Consumer> {
  const pushes: Received[] = []
  const app = express()
  app.use(express.json({ limit: '1mb' }))
  app.use((request, response, next) => {
    pushes.push({ items: request.body as Item[], method: request.method, headers: request.headers })
    return answer(request, response, next)
  })
  const server: Server = app.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/receipts`,
    pushes,
    items: () => pushes.flatMap(({ items }) => items),
  }
}
