import express, { type Express } from 'express'
import { ApiResponseError, type ChatappClient } from 'chatapp-mock/sdk'
import { sendNotices, type NoticeSettings, type ShippedOrder } from './notices.ts'

/** The service: `POST /notices` with a list of orders. What the API refuses is passed on as 502, with its code. */
export function createApp(client: ChatappClient, settings: NoticeSettings): Express {
  const app = express()
  app.use(express.json())
  app.post('/notices', async (request, response) => {
    try {
      response
        .status(202)
        .json({ batch: await sendNotices(client, request.body as ShippedOrder[], settings) })
    } catch (error) {
      if (!(error instanceof ApiResponseError)) throw error
      response.status(error.retryable ? 503 : 502).json({ code: error.code, request: error.requestId })
    }
  })
  return app
}
