import { Agent, request as httpRequest } from 'node:http'
import type { HttpReply, HttpRequest } from '../../../contracts/http.ts'

/** Carries requests to a server over kept connections, headers as they are. */
export function overHttp(
  url: string,
  connections = 16,
): { handle(request: HttpRequest): Promise<HttpReply>; close(): void } {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const { port } = new URL(url)
  const handle = ({ method, url: path, headers, body }: HttpRequest): Promise<HttpReply> =>
    new Promise((resolve, reject) => {
      const sent = httpRequest({ host: '127.0.0.1', port, method, path, headers, agent }, (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers as Record<string, string>,
            body: Buffer.concat(chunks).toString(),
          }),
        )
        response.on('error', reject)
      })
      sent.on('error', reject)
      sent.end(body)
    })
  return { handle, close: () => agent.destroy() }
}
