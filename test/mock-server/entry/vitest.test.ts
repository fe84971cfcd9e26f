import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import cams, { SendChatappMassMessageRequest } from '@alicloud/cams20200606'
import { Config } from '@alicloud/openapi-client'
import { afterAll, describe, expect, vi } from 'vitest'
import { test } from '../../../mock-server/entry/vitest.ts'
import { parseCapsule } from '../../../mock-server/capsule/capsule.ts'
import { playCapsule } from '../../../mock-server/entry/play-capsule.ts'
import type { MockServer } from '../../../mock-server/entry/start-mock-server.ts'
import { WaitError } from '../../../mock-server/entry/wait-error.ts'
import type { WorldHandle } from '../../../mock-server/entry/world-handle.ts'

// The SDK is CommonJS: its client class arrives as the default export, or as `.default` of it.
const Client = (cams as { default?: typeof cams.default }).default ?? (cams as unknown as typeof cams.default)

function send(
  { url }: MockServer,
  { accessKeyId, accessKeySecret }: WorldHandle,
  from: string,
  to: string,
  templateParams: Record<string, string> = { name: 'Ann', order: 'A1' },
) {
  const client = new Client(
    new Config({ endpoint: new URL(url).host, protocol: 'http', accessKeyId, accessKeySecret }),
  )
  return client.sendChatappMassMessage(
    new SendChatappMassMessageRequest({
      channelType: 'whatsapp',
      from,
      templateCode: '1119000000000000001',
      language: 'en',
      senderList: [{ to, templateParams }],
    }),
  )
}

describe('the vitest doorway', () => {
  test('finds a message that was sent, by any of its fields', async ({ server, world }) => {
    await send(server, world, '8613900000001', '8613800000001')
    await expect(world).toHaveSent({
      to: '8613800000001',
      templateName: 'order_notice',
      templateParams: { name: 'Ann' },
    })
    await expect(world).not.toHaveSent({ to: '8613800000002' })
  })

  test('finds no message that failed or is going to, unless that is asked for', async ({ server, world }) => {
    await send(server, world, '8613900000001', '8613800000001', {})
    await expect(expect(world).toHaveSent({ to: '8613800000001' })).rejects.toThrow(
      /it is going to fail with 132000:Template Param Count Mismatch/,
    )
    await expect(world).toHaveSent({ to: '8613800000001', willFail: '132000' })
    expect((await world.journal())[0]?.remarks).toEqual(['1 of 1 will fail 132000: `name` has no value'])
    await world.advance('1m')
    await expect(expect(world).toHaveSent({ to: '8613800000001' })).rejects.toThrow(
      /it failed with 132000:Template Param Count Mismatch/,
    )
    await expect(world).toHaveSent({ to: '8613800000001', status: 'Failed' })
    await expect(world).toHaveSent({ to: '8613800000001', errorCode: '132000' })
    await expect(expect(world).not.toHaveSent({ to: '8613800000001' })).rejects.toThrow('but there is one')
  })

  test('throws the reason of a wait that is not satisfied, with what matched', async ({ server, world }) => {
    await send(server, world, '8613900000001', '8613800000001', {})
    const waiting = world.wait('to:8613800000001 status:Read')
    await expect(waiting).rejects.toBeInstanceOf(WaitError)
    await expect(waiting).rejects.toThrow(
      /^Waited for "to:8613800000001 status:Read" in vain\. 0 of 1 messages match .*ends as Failed \(132000\)/,
    )
    await expect(waiting).rejects.toMatchObject({ result: { satisfied: false, matches: [] } })
  })

  test('gives each test a world of its own', async ({ world }) => {
    expect(await world.messages()).toEqual([])
  })

  test('shows the nearest message and the seed when none fits', async ({ server, world }) => {
    await send(server, world, '8613900000001', '8613800000001')
    await expect(expect(world).toHaveSent({ to: '8613800000001', templateName: 'welcome' })).rejects.toThrow(
      /The nearest is \d{24} to 8613800000001: templateName is "order_notice", expected "welcome"\.\nWorld w\d+, seed 1\./,
    )
  })

  test('shows the rule that refused, with what was given and expected', async ({ server, world }) => {
    await expect(send(server, world, '+8613900000001', '8613800000001')).rejects.toMatchObject({
      code: 'InvalidParameter.FromOnlyNumeric',
    })
    await expect(world).toHaveRefused('InvalidParameter.FromOnlyNumeric', { rule: 'send.sender-is-numeric' })
    await expect(expect(world).toHaveSent({ to: '8613800000001' })).rejects.toThrow(
      /by send\.sender-is-numeric \(given \S+, expected .+\), request [0-9A-F-]{36}\n/,
    )
    await expect(
      send(server, { ...world, accessKeySecret: 'another' }, '8613900000001', '8613800000001'),
    ).rejects.toMatchObject({ code: 'SignatureDoesNotMatch' })
    await expect(expect(world).toHaveSent({ to: '8613800000001' })).rejects.toThrow(
      /by gateway\.signature-matches \(given [0-9a-f]+\), request/,
    )
    await expect(expect(world).toHaveRefused('System.LimitControl')).rejects.toThrow(
      /The newest calls were answered:\n {2}SendChatappMassMessage: 400 SignatureDoesNotMatch by gateway\.signature-matches \(given [0-9a-f]+\)\n {2}SendChatappMassMessage: 400 InvalidParameter\.FromOnlyNumeric/,
    )
  })

  test('names the message or the call found where none was expected, with world and seed', async ({
    server,
    world,
  }) => {
    await send(server, world, '8613900000001', '8613800000001')
    await expect(send(server, world, '+8613900000001', '8613800000001')).rejects.toThrow()
    await expect(expect(world).not.toHaveSent({ to: '8613800000001' })).rejects.toThrow(
      /but there is one: \d{24} to 8613800000001, Accepted, of template order_notice: ".+"\nWorld w\d+, seed 1\./,
    )
    await expect(expect(world).not.toHaveRefused('InvalidParameter.FromOnlyNumeric')).rejects.toThrow(
      /but there is one:\n {2}SendChatappMassMessage: 400 InvalidParameter\.FromOnlyNumeric .*request [0-9A-F-]{36}\nWorld w\d+, seed 1\./,
    )
  })

  test('lets time pass at once', async ({ server, world }) => {
    await send(server, world, '8613900000001', '8613800000001')
    expect(await world.wait('to:8613800000001 status:Read')).toMatchObject({
      satisfied: true,
      matches: [{ status: 'Read' }],
    })
    await world.advance('48h')
    await send(server, world, '8613900000001', '8613800000002')
    await expect(world).toHaveSent({ to: '8613800000002', status: 'Accepted' })
  })
})

describe('a test that fails', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'capsules-'))
  const said = vi.spyOn(console, 'error').mockImplementation(() => {})
  afterAll(async () => {
    said.mockRestore()
    await rm(folder, { recursive: true })
  })

  test.extend({ capsules: folder }).fails('Tells the customer; 2 times', async ({ server, world }) => {
    await world.faults.add({ fault: 'latency', with: { fixed: '2s' } })
    await Promise.all([
      send(server, world, '8613900000001', '8613800000001'),
      send(server, world, '8613900000001', '8613800000002'),
    ])
    await world.advance('1h')
    await expect(world).toHaveSent({ to: '8613800000003' })
  })

  test('leaves a capsule that goes the same way again, and says where', async () => {
    const [name, ...others] = await readdir(folder)
    const file = join(folder, String(name))
    expect({ name, others }).toEqual({
      name: expect.stringMatching(/^tells-the-customer-2-times-w\d+\.capsule$/),
      others: [],
    })
    expect(said).toHaveBeenCalledWith(
      expect.stringMatching(
        /^World w\d+, seed 1\. Made by startMockServer\(\) at http:\S+\.\nThe same once more: chatapp-mock replay /,
      ),
    )
    expect(said.mock.lastCall?.[0]).toContain(file)
    expect(await playCapsule(parseCapsule(await readFile(file, 'utf8'), file))).toEqual({
      calls: 2,
      controls: 3,
    })
  })
})
