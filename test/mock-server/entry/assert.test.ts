import { spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { describe, expect, inject, it } from 'vitest'
import {
  assertConforms,
  assertNotSent,
  assertReceived,
  assertRefused,
  assertSent,
} from '../../../mock-server/entry/assert.ts'
import { test } from '../../../mock-server/entry/vitest.ts'
import type { MockServer } from '../../../mock-server/entry/start-mock-server.ts'
import type { WorldHandle } from '../../../mock-server/entry/world-handle.ts'
import { createClient } from '../../../sdk/index.ts'
import { localConsumer } from '../../lab/local-consumer.ts'

const send = (
  { url }: MockServer,
  { accessKeyId, accessKeySecret }: WorldHandle,
  From = '8613900000001',
  recipients = ['8613800000001'],
) =>
  createClient({ endpoint: url, credentials: { accessKeyId, accessKeySecret } }).sendChatappMassMessage({
    ChannelType: 'whatsapp',
    From,
    TemplateCode: '1119000000000000001',
    Language: 'en',
    SenderList: recipients.map((To) => ({ To, TemplateParams: { name: 'Ann', order: 'A1' } })),
  })

const failure = (assertion: Promise<void>): Promise<unknown> =>
  assertion.then(
    () => 'passed',
    (error: unknown) => error,
  )

describe('assertions without vitest', () => {
  test('pass for what was sent, and throw an AssertionError with the nearest message', async ({
    server,
    world,
  }) => {
    await send(server, world)
    await assertSent(world, { to: '8613800000001', templateParams: { order: 'A1' } })
    await assertSent(world, {
      templateParams: { order: expect.stringMatching(/^A\d$/) as unknown as { asymmetricMatch(): boolean } },
    })
    await assertNotSent(world, { to: '8613800000002' })
    expect(
      await failure(assertSent(world, { to: '8613800000001', templateParams: { order: 'B2' } })),
    ).toMatchObject({
      name: 'AssertionError',
      code: 'ERR_ASSERTION',
      message: expect.stringContaining('templateParams.order is "A1", expected "B2"') as string,
    })
    expect(await failure(assertNotSent(world, { to: '8613800000001' }))).toMatchObject({
      message: expect.stringContaining('but there is one') as string,
    })
  })

  test('count messages', async ({ server, world }) => {
    await send(server, world, '8613900000001', ['8613800000001', '8613800000002'])
    await assertSent(world, { templateName: 'order_notice' }, { times: 2 })
    await expect(world).toHaveSent({ templateName: 'order_notice' }, { times: 2 })
    expect(await failure(assertSent(world, { templateName: 'order_notice' }, { times: 1 }))).toMatchObject({
      message: expect.stringContaining('Expected 1 messages') as string,
    })
  })

  test('find refusals, and check the contract', async ({ server, world }) => {
    await send(server, world, '+8613900000001').catch(() => {})
    await assertRefused(world, 'InvalidParameter.FromOnlyNumeric')
    expect(await failure(assertRefused(world, 'OK.not'))).toMatchObject({ name: 'AssertionError' })
    await send(server, world)
    const [exchange] = await world.journal()
    await assertConforms(exchange!)
    expect(await failure(assertConforms({ ...exchange!, body: '{}' }))).toMatchObject({
      name: 'AssertionError',
    })
  })

  test('count receipts that were accepted, and say which were not', async ({ server, world }) => {
    let status = 200
    const consumer = await localConsumer(() => ({ status }))
    await world.receive({ status: consumer })
    await send(server, world)
    await world.wait('status:Sent', { of: 'messages' })
    await world.advance('1s')
    await assertReceived(world, { To: '8613800000001', Status: 'Sent' }, { times: 1 })
    await expect(world).toHaveReceived({ Status: expect.stringContaining('Se') })
    await expect(world).not.toHaveReceived({ To: '8613800000009' })
    status = 503
    await send(server, world, '8613900000001', ['8613800000003'])
    await world.wait('to:8613800000003 status:Sent')
    await world.advance('1s')
    expect(await failure(assertReceived(world, { To: '8613800000003' }))).toMatchObject({
      message: expect.stringMatching(/there are 0\.\nPushed and not accepted: Push\.Status\./) as string,
    })
  })
})

it.each([
  ['ESM', 'assert.js', (file: string) => `const assert = await import(${JSON.stringify(`file://${file}`)})`],
  [
    'CommonJS',
    'cjs/assert.js',
    (file: string) =>
      `const assert = process.getBuiltinModule('node:module').createRequire('/')(${JSON.stringify(file)})`,
  ],
])('can be imported as %s, and speaks to a server', async (_kind, name, load) => {
  const file = join(dirname(inject('cli').file), name)
  const script = `${load(file)}
    const world = { id: 'w', seed: 1, messages: async () => [], journal: async () => [] }
    await assert.assertSent(world, { to: '1' }).catch((error) => console.log(error.code, typeof assert.connect))`
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    encoding: 'utf8',
  })
  expect(stdout, stderr).toBe('ERR_ASSERTION function\n')
})
