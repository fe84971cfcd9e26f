import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { connect } from '../../mock-server/entry/connect.ts'
import { createClient } from '../../sdk/client.ts'
import { massSend } from '../signed-requests.ts'
import { runCli, startJson } from './cli-process.ts'

it('a capsule of a world of a server is played again, and tells where it goes another way', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'capsules-'))
  const file = join(folder, 'w1.capsule')
  const { banner, stop } = await startJson('--capsules', '--seed', '1')
  const world = await (
    await connect(banner.url)
  ).createWorld({
    seed: 5,
    faults: [{ fault: 'error', with: { code: 'InternalError' }, when: { probability: 0.5 } }],
  } as never)
  const client = createClient({
    endpoint: banner.url,
    credentials: { accessKeyId: world.accessKeyId, accessKeySecret: world.accessKeySecret },
    retry: { attempts: 1 },
  })
  for (let call = 0; call < 6; call++)
    await client.sendChatappMassMessage(massSend() as never).catch(() => {})
  await world.advance('1m')
  expect(await runCli('world', 'capsule', file, '--world', world.id, '--url', banner.url)).toMatchObject({
    code: 0,
  })
  expect(await runCli('world', 'capsule', file, '--url', banner.url)).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('World demo runs on the system clock'),
  })
  await stop()

  expect(await runCli('replay', file)).toMatchObject({
    code: 0,
    stdout: 'The same bytes: 6 calls, 2 operations of the control API.\n',
  })
  await writeFile(file, (await readFile(file, 'utf8')).replace('"seed": 5', '"seed": 6'))
  expect(await runCli('replay', file)).toMatchObject({
    code: 1,
    stdout: expect.stringMatching(/^Not the same\. Step 1, createWorld: result/),
  })
  await rm(folder, { recursive: true })
})
