import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { connect } from '../../../mock-server/entry/connect.ts'
import { createClient } from '../../../sdk/client.ts'
import { massSend } from '../../signed-requests.ts'
import { runCli, startCommand, startJson, type Banner, type Running } from '../cli-process.ts'

let folder: string
let file: string
let emulator: Running & { readonly banner: Banner }
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cassettes-'))
  file = join(folder, 'calls.cassette')
  emulator = await startJson('--seed', '3')
})
afterEach(async () => {
  await emulator.stop()
  await rm(folder, { recursive: true })
})

const credentials = { accessKeyId: 'anybody', accessKeySecret: 'anything' }

describe('record --to', () => {
  it('signs every call anew, in V3 and V1, form and query, and records it for a replay', async () => {
    const recording = await startCommand(
      ['record', file, '--to', emulator.banner.url, '--port', '0', '--json', '--key', join(folder, 'key')],
      /^\{.*\}\n/,
    )
    const { url } = JSON.parse(recording.stdout()) as { url: string }
    const ways = [
      { signature: 'V3', style: 'form' },
      { signature: 'V3', style: 'query' },
      { signature: 'V1', style: 'form' },
      { signature: 'V1', style: 'query' },
    ] as const
    const recorded = []
    for (const way of ways)
      recorded.push(
        await createClient({ endpoint: url, credentials, ...way }).sendChatappMassMessage(
          massSend() as never,
        ),
      )
    await expect(
      createClient({ endpoint: url, credentials }).sendChatappMassMessage(
        massSend({ TemplateCode: 'nope' }) as never,
      ),
    ).rejects.toMatchObject({ code: 'DetailError.TemplateNotExist' })
    expect(await recording.stop()).toMatchObject({ code: 0, stdout: expect.stringContaining('"recorded":5') })
    expect(await readFile(file, 'utf8')).not.toMatch(/8613800000001|anybody|mock-ak|Ann/)

    const replaying = await startCommand(
      ['replay', file, '--port', '0', '--json', '--key', join(folder, 'key')],
      /^\{.*\}\n/,
    )
    const again = createClient({
      endpoint: (JSON.parse(replaying.stdout()) as { url: string }).url,
      credentials,
    })
    for (const answer of recorded)
      expect(await again.sendChatappMassMessage(massSend() as never)).toEqual(answer)
    expect(await replaying.stop()).toMatchObject({ code: 0 })
  })

  it('says what gave no answer, and records nothing of it', async () => {
    const recording = await startCommand(
      ['record', file, '--to', 'http://127.0.0.1:9', '--port', '0', '--json'],
      /^\{.*\}\n/,
    )
    const { url } = JSON.parse(recording.stdout()) as { url: string }
    await expect(
      createClient({ endpoint: url, credentials, retry: { attempts: 1 } }).sendChatappMassMessage(
        massSend() as never,
      ),
    ).rejects.toMatchObject({ code: 'Record.NoAnswer', status: 502 })
    await recording.stop()
    expect((await readFile(file, 'utf8')).split('\n')).toHaveLength(2)
  })

  it('stops while its target has not answered, says so, and leaves nothing half written', async () => {
    const { demo } = await connect(emulator.banner.url)
    await demo.faults.add({ fault: 'no-answer' })
    const recording = await startCommand(
      ['record', file, '--to', emulator.banner.url, '--port', '0', '--json'],
      /^\{.*\}\n/,
    )
    const { url } = JSON.parse(recording.stdout()) as { url: string }
    const sent = createClient({ endpoint: url, credentials, retry: { attempts: 1 } })
      .sendChatappMassMessage(massSend() as never)
      .catch(() => 'no answer')
    await demo.wait('fault:no-answer', { of: 'exchanges', within: '30s' })
    expect(await recording.stop()).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('had answered SendChatappMassMessage: it is not recorded'),
    })
    expect(await sent).toBe('no answer')
    expect(await readdir(folder)).toEqual(['calls.cassette'])
  })

  it.each([
    [['--to', 'https://cams.ap-southeast-1.aliyuncs.com'], 'may reach real people. Add --live'],
    [['--to', 'https://cams.ap-southeast-1.aliyuncs.com', '--live'], 'needs --budget'],
    [
      [
        '--to',
        'https://cams.ap-southeast-1.aliyuncs.com',
        '--live',
        '--budget',
        '1',
        '--recipients',
        '+86 1',
      ],
      '--recipients has "+86 1"',
    ],
    [
      ['--to', 'http://cams.ap-southeast-1.aliyuncs.com', '--live', '--budget', '1'],
      'needs an https address',
    ],
    [
      ['--to', 'https://cams.ap-southeast-1.aliyuncs.com', '--live', '--budget', '1', '--no-redact'],
      '--no-redact is for targets on this machine',
    ],
    [['--to', 'nowhere', '--live', '--budget', '1'], '--to is "nowhere"'],
    [
      ['--to', '127.0.0.1:4010'],
      '--to is "127.0.0.1:4010"; expected an address such as http://127.0.0.1:4010',
    ],
    [['--to', 'ftp://127.0.0.1'], '--to is "ftp://127.0.0.1"; expected an address'],
    [['--to', 'http://127.0.0.1:9', '--mode', 'reply'], 'Did you mean replay?'],
  ])('refuses %j before anything is sent', async (args, complaint) => {
    expect(await runCli('record', file, '--port', '0', ...args)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(complaint),
    })
  })
})
