import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { createCertificate, type Certificate } from '../../../mock-server/ports/certificate.ts'
import { createHttpTransport, type PushAnswer } from '../../../mock-server/ports/transport.ts'
import { manualTimer } from '../receipts/bad-consumers.ts'

let certificate: Certificate
beforeAll(async () => {
  certificate = await createCertificate(['localhost'], Date.now())
})

/** A consumer over TLS that answers with what it was asked for, by which name. */
async function secureConsumer(): Promise<string> {
  const { key, cert, ca } = certificate
  const server = createServer({ key, cert: cert + ca }, (request, response) => {
    let text = ''
    request.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
    request.on('end', () =>
      response.end(
        `${request.headers.host?.split(':')[0]} ${(request.socket as { servername?: string }).servername} ${text}`,
      ),
    )
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  return `https://localhost:${(server.address() as AddressInfo).port}/receipts`
}

/** The answer to a push from a process that trusts the certificate authority of the consumer. */
async function postTrusting(url: string): Promise<PushAnswer> {
  const folder = await mkdtemp(join(tmpdir(), 'chatapp-mock-push-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const ca = join(folder, 'ca.pem')
  await writeFile(ca, certificate.ca)
  const script = `
    import { createHttpTransport } from ${JSON.stringify(join(import.meta.dirname, '../../../mock-server/ports/transport.ts'))}
    const transport = createHttpTransport()
    console.log(JSON.stringify(await transport.post(${JSON.stringify(url)}, '[1]')))
    await transport.close()`
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '-e', script],
    { env: { ...process.env, NODE_EXTRA_CA_CERTS: ca } },
  )
  return JSON.parse(stdout) as PushAnswer
}

describe('a push over TLS', () => {
  it('goes to the pinned address under the name of the consumer', async () => {
    expect(await postTrusting(await secureConsumer())).toEqual({
      outcome: 'answered',
      status: 200,
      body: 'localhost localhost [1]',
      cut: false,
    })
  })

  it('does not go to a consumer whose certificate nobody vouches for, and says why', async () => {
    const transport = createHttpTransport({ timer: manualTimer().timer })
    onTestFinished(() => transport.close())
    const answer = await transport.post(await secureConsumer(), '[1]')
    expect(answer).toMatchObject({ outcome: 'unreachable', detail: expect.stringMatching(/certificate/i) })
  })
})
