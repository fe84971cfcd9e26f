import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it, onTestFinished } from 'vitest'
import { createHttpServer } from '../../mock-server/adapters/node-http.ts'
import { createCertificate } from '../../mock-server/ports/certificate.ts'
import { systemClock } from '../../mock-server/ports/clock.ts'
import { bundleSdk } from '../../scripts/bundle-sdk.js'
import { mockUnderTest } from '../mock-under-test.ts'
import { orderNotice } from './client-under-test.ts'

it('calls over https are accepted, in both signatures and styles, and certificates are checked', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'chatapp-mock-https-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const { key, cert, ca } = await createCertificate(['localhost'], Date.now())
  const server = createHttpServer(mockUnderTest({ clock: systemClock }), () => {}, { key, cert: cert + ca })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  await Promise.all([bundleSdk(folder), writeFile(join(folder, 'ca.pem'), ca)])
  await writeFile(
    join(folder, 'client.mjs'),
    `import { createClient } from './sdk.js'
    const answers = []
    for (const signature of ['V3', 'V1']) for (const style of ['form', 'query']) {
      const client = createClient({ endpoint: 'https://localhost:${(server.address() as AddressInfo).port}', credentials: { accessKeyId: 'mock-ak-1', accessKeySecret: 'mock-sk-1' }, signature, style, retry: { attempts: 1 } })
      const call = client.sendChatappMassMessage(${JSON.stringify({ ...orderNotice, SenderList: [{ To: '8613800000001' }] })})
      answers.push(await call.then(({ Code }) => Code, ({ name, failure, mayBeCarriedOut }) => [name, failure, mayBeCarriedOut]))
    }
    console.log(JSON.stringify(answers))`,
  )
  const run = async (env: Record<string, string>): Promise<unknown> =>
    JSON.parse(
      (
        await promisify(execFile)(process.execPath, [join(folder, 'client.mjs')], {
          env: { ...process.env, ...env },
        })
      ).stdout,
    )
  expect(await run({ NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem') })).toEqual(['OK', 'OK', 'OK', 'OK'])
  expect(await run({ NODE_EXTRA_CA_CERTS: '' })).toEqual(
    Array.from({ length: 4 }, () => ['TransportError', 'connection', false]),
  )
})
