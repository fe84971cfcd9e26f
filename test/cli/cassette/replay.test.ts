import cams, { SendChatappMassMessageRequest } from '@alicloud/cams20200606'
import { Config } from '@alicloud/openapi-client'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createClient } from '../../../sdk/client.ts'
import { massSend } from '../../signed-requests.ts'
import { runCli, startCommand, startJson } from '../cli-process.ts'

// The SDK is CommonJS: its client class arrives as the default export, or as `.default` of it.
const Client = (cams as { default?: typeof cams.default }).default ?? (cams as unknown as typeof cams.default)

let folder: string
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'cassettes-'))))
afterEach(() => rm(folder, { recursive: true }))

const clientOf = (endpoint: string, signature: 'V3' | 'V1' = 'V3') =>
  createClient({
    endpoint,
    credentials: { accessKeyId: 'mock-ak-1', accessKeySecret: 'mock-sk-1' },
    signature,
    style: signature === 'V1' ? 'query' : 'form',
    retry: { attempts: 1 },
  })

describe('journal --cassette and replay', () => {
  it('replay what was journalled, to another client, and tell of what was not', async () => {
    const file = join(folder, 'calls.cassette')
    const { banner, stop } = await startJson('--seed', '3')
    const first = await clientOf(banner.url).sendChatappMassMessage(massSend() as never)
    await expect(
      clientOf(banner.url).sendChatappMassMessage(massSend({ TemplateCode: 'nope' }) as never),
    ).rejects.toMatchObject({ code: 'DetailError.TemplateNotExist' })
    expect(await runCli('journal', '--url', banner.url, '--cassette', file, '--no-redact')).toMatchObject({
      code: 0,
      stdout: `${file}: 2 recordings, not redacted\n`,
    })
    await stop()

    const replaying = await startCommand(['replay', file, '--port', '0', '--json'], /^\{.*\}\n/)
    const { url } = JSON.parse(replaying.stdout()) as { url: string }
    expect(await clientOf(url, 'V1').sendChatappMassMessage(massSend() as never)).toEqual(first)
    await expect(
      clientOf(url).sendChatappMassMessage(massSend({ TemplateCode: 'nope' }) as never),
    ).rejects.toMatchObject({ code: 'DetailError.TemplateNotExist', status: 400 })
    await expect(
      clientOf(url).sendChatappMassMessage(massSend({ Language: 'de' }) as never),
    ).rejects.toMatchObject({
      code: 'Cassette.NoMatch',
      status: 404,
      message: expect.stringContaining('/Language: asked "de", recorded "en"'),
    })
    const ended = await replaying.stop()
    expect(ended).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('{"stopped":true,"replayed":2,"missed":1}'),
    })
    expect(JSON.parse(ended.stderr)).toMatchObject({ miss: expect.stringContaining('differs in') })
  })

  it("satisfy the vendor's client, which had no part in the recording", async () => {
    const file = join(folder, 'calls.cassette')
    const { banner, stop } = await startJson('--seed', '3')
    const first = await clientOf(banner.url).sendChatappMassMessage(massSend() as never)
    await runCli('journal', '--url', banner.url, '--cassette', file, '--no-redact')
    await stop()
    const replaying = await startCommand(['replay', file, '--port', '0', '--json'], /^\{.*\}\n/)
    const { host } = new URL((JSON.parse(replaying.stdout()) as { url: string }).url)
    const client = new Client(
      new Config({ endpoint: host, protocol: 'http', accessKeyId: 'anybody', accessKeySecret: 'anything' }),
    )
    const {
      ChannelType: channelType,
      TemplateCode: templateCode,
      Language: language,
      From: from,
      CustSpaceId: custSpaceId,
    } = massSend() as Record<string, string>
    const request = (to: string) =>
      new SendChatappMassMessageRequest({
        channelType,
        templateCode,
        language,
        from,
        custSpaceId,
        senderList: [{ to, templateParams: { name: 'Ann', order: 'A-1001' } }],
      } as never)
    const { body, headers } = await client.sendChatappMassMessage(request('8613800000001'))
    expect({ id: body?.groupMessageId, code: body?.code, requestId: headers?.['x-acs-request-id'] }).toEqual({
      id: first['GroupMessageId'],
      code: 'OK',
      requestId: first['RequestId'],
    })
    await expect(client.sendChatappMassMessage(request('8613800000002'))).rejects.toMatchObject({
      code: 'Cassette.NoMatch',
      message: expect.stringContaining('/SenderList/0/To: asked "8613800000002", recorded "8613800000001"'),
    })
    await replaying.stop()
  })

  it('redact what they write; it replays with the key as it was, and by its form without', async () => {
    const file = join(folder, 'calls.cassette')
    const key = join(folder, 'cassettes.key')
    const { banner, stop } = await startJson('--seed', '3')
    const first = await clientOf(banner.url).sendChatappMassMessage(massSend() as never)
    expect(await runCli('journal', '--url', banner.url, '--cassette', file, '--key', key)).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/: 1 recordings, redacted with the key [0-9a-f]{8}\n$/),
    })
    await stop()
    const text = await readFile(file, 'utf8')
    expect(text).not.toMatch(/8613800000001|8613900000001|Ann|A-1001|mock-ak|1119000000000000001/)
    expect((await stat(key)).mode & 0o777).toBe(0o600)
    expect(text).not.toContain((await readFile(key, 'utf8')).trim())

    for (const given of [['--key', key], []]) {
      const replaying = await startCommand(['replay', file, '--port', '0', '--json', ...given], /^\{.*\}\n/)
      const { url, match } = JSON.parse(replaying.stdout()) as { url: string; match: string }
      const again = await clientOf(url).sendChatappMassMessage(massSend() as never)
      expect({
        match,
        same: again['GroupMessageId'] === first['GroupMessageId'],
        Code: again['Code'],
      }).toEqual({ match: given.length > 0 ? 'exact' : 'form', same: given.length > 0, Code: 'OK' })
      await expect(
        clientOf(url).sendChatappMassMessage(massSend({ From: '85291234567' }) as never),
      ).rejects.toMatchObject({ code: 'Cassette.NoMatch' })
      await replaying.stop()
    }
    await writeFile(key, 'another key of the same kind')
    expect(await runCli('replay', file, '--key', key)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('was redacted with the key'),
    })
  })

  it('refuse a damaged cassette by line, and a file that is not there', async () => {
    const file = join(folder, 'calls.cassette')
    await writeFile(
      file,
      '{"cassette":1}\n{"call":"A","parameters":{},"answer":{"status":200}}\n{"cal":"A","parameters":{},"answer":{"status":200}}\n',
    )
    expect(await runCli('replay', file)).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining(`${file}:3: cal: unknown key. Did you mean call?`),
    })
    expect(await runCli('replay', join(folder, 'none'))).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('there is no such file'),
    })
    expect(await runCli('replay', folder)).toMatchObject({
      code: 2,
      stderr: `Cannot read ${folder}: it is a folder.\n`,
    })
  })

  it('leave what stood there when nothing can be written', async () => {
    const file = join(folder, 'calls.cassette')
    await writeFile(file, 'precious')
    expect(await runCli('journal', '--url', 'http://127.0.0.1:9', '--cassette', file)).toMatchObject({
      code: 2,
    })
    expect(await readFile(file, 'utf8')).toBe('precious')
  })
})
