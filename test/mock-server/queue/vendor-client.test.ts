import MnsClient from '@alicloud/mns'
import { describe, expect, it, onTestFinished } from 'vitest'
import { sign, stringToSign } from '../../../contracts/signature/mns.ts'
import { queueName } from '../../../mock-server/receipts/destinations.ts'
import { accountKey } from '../../../mock-server/world/receivers.ts'
import { startMockServer } from '../../watched-emulators.ts'
import type { ServerOptions } from '../../../mock-server/entry/start-mock-server.ts'
import { massSend, signed, type Signing } from '../../signed-requests.ts'
import { toReply, type Reply } from '../../mock-under-test.ts'
import { receiver, uid } from '../receipts/receiving.ts'
import { testMachine } from '../receipts/test-machine.ts'

const statusQueue = queueName(uid, 'ChatAppStatus')
const alone = { SenderList: [{ To: '8613800000001', TemplateParams: { name: 'A', order: '1' } }] }

interface Token {
  readonly AccessKeyId: string
  readonly AccessKeySecret: string
  readonly SecurityToken: string
  readonly CreateTime: string
  readonly ExpireTime: string
}

/** A server whose demo account receives by queue, and the vendor's client with credentials of the token operation. */
async function queueMode(options: ServerOptions = {}) {
  const server = await startMockServer({ clock: 'virtual', ...options })
  onTestFinished(() => void server.close())
  server.world.receivers.set(accountKey(uid), receiver({ http: false, queue: true }))
  const call = async (parameters: Record<string, unknown>, signing: Signing = {}): Promise<Reply> =>
    toReply(await server.handle(signed(parameters, { at: server.world.clock.now(), ...signing })))
  const askToken = (signing: Signing = {}): Promise<Reply> =>
    call(
      { MessageType: 'ChatAppStatus' },
      { action: 'QueryTokenForMnsQueue', version: '2017-05-25', ...signing },
    )
  const token = (await askToken()).body['MessageTokenDTO'] as Token
  const clientWith = ({ AccessKeyId, AccessKeySecret, SecurityToken }: Token): MnsClient =>
    new MnsClient('1943695596114318', {
      endpoint: server.url,
      accessKeyId: AccessKeyId,
      accessKeySecret: AccessKeySecret,
      securityToken: SecurityToken,
    })
  return { server, demo: server.demo, call, askToken, token, client: clientWith(token), clientWith }
}

const itemOf = (body: Readonly<Record<string, string>>): Record<string, unknown> =>
  JSON.parse(Buffer.from(body['MessageBody'] ?? '', 'base64').toString()) as Record<string, unknown>
const refusal = (name: string): object => expect.objectContaining({ name: `MNS${name}Error` }) as object

describe("the vendor's client for queues", () => {
  it('receives status receipts with the token of QueryTokenForMnsQueue, and deletes them', async () => {
    const { client, call, demo } = await queueMode()
    await call(massSend(alone))
    await demo.advance('1m')
    const seen = []
    for (let count = 0; count < 3; count++) {
      const { code, body } = await client.receiveMessage(statusQueue, 1)
      expect(code).toBe(200)
      seen.push(itemOf(body))
      expect((await client.deleteMessage(statusQueue, body['ReceiptHandle'] ?? '')).code).toBe(204)
    }
    expect(seen.map(({ Status }) => Status)).toEqual(['Sent', 'Delivered', 'Read'])
    expect(seen[0]).toMatchObject({
      To: '8613800000001',
      MsgFrameType: 'template',
      Type: 'none',
      StatusDescription: 'The message was sent.',
    })
    await expect(client.receiveMessage(statusQueue)).rejects.toThrow(refusal('MessageNotExist'))
    expect((await demo.receipts()).queues).toEqual([{ name: statusQueue, messages: 0 }])
  })

  it('receives and deletes sixteen at a time', async () => {
    const { client, call, demo } = await queueMode()
    await call(
      massSend({
        SenderList: Array.from({ length: 10 }, (_, index) => ({
          To: String(8613800000100 + index),
          TemplateParams: { name: 'A', order: '1' },
        })),
      }),
    )
    await demo.advance('1m')
    const first = (await client.batchReceiveMessage(statusQueue, 16)).body
    const second = (await client.batchReceiveMessage(statusQueue, 16, 5)).body
    expect([first.length, second.length]).toEqual([16, 14])
    const handles = first.map(({ ReceiptHandle }) => ReceiptHandle ?? '')
    expect(await client.batchDeleteMessage(statusQueue, handles)).toMatchObject({ code: 204 })
    const again = await client.batchDeleteMessage(statusQueue, [
      handles[0] ?? '',
      second[0]?.['ReceiptHandle'] ?? '',
    ])
    expect(again).toMatchObject({
      code: 404,
      body: [{ ErrorCode: 'MessageNotExist', ReceiptHandle: handles[0] }],
    })
    await expect(client.batchReceiveMessage(statusQueue, 17)).rejects.toThrow(refusal('InvalidArgument'))
  })

  it('gets a message again after its visibility timeout on the clock of the world', async () => {
    const { client, call, demo } = await queueMode({
      plan: {
        sent: [0, 0],
        delivered: [0, 0],
        read: [0, 0],
        readProbability: 0,
        failProbability: 1,
        failCode: '131026',
      },
    })
    await call(massSend(alone))
    await demo.advance('1s')
    const { body: first } = await client.batchReceiveMessage(statusQueue, 16)
    await expect(client.receiveMessage(statusQueue)).rejects.toThrow(refusal('MessageNotExist'))
    const { body: changed } = await client.changeMessageVisibility(
      statusQueue,
      first[1]?.['ReceiptHandle'] ?? '',
      600,
    )
    await demo.advance('29s')
    await expect(client.receiveMessage(statusQueue)).rejects.toThrow(refusal('MessageNotExist'))
    await demo.advance('1s')
    const { body: again } = await client.receiveMessage(statusQueue)
    expect(again).toMatchObject({ MessageId: first[0]?.['MessageId'], DequeueCount: '2' })
    await expect(client.deleteMessage(statusQueue, first[0]?.['ReceiptHandle'] ?? '')).rejects.toThrow(
      refusal('MessageNotExist'),
    )
    expect(await client.deleteMessage(statusQueue, changed['ReceiptHandle'] ?? '')).toMatchObject({
      code: 204,
    })
  })

  it('peeks, and reads attributes', async () => {
    const { client, call, demo } = await queueMode()
    await call(massSend(alone))
    await demo.advance('1m')
    await client.receiveMessage(statusQueue)
    expect(itemOf((await client.peekMessage(statusQueue)).body)).toMatchObject({ Status: 'Delivered' })
    expect((await client.batchPeekMessage(statusQueue, 16)).body).toHaveLength(2)
    expect((await client.getQueueAttributes(statusQueue)).body).toMatchObject({
      QueueName: statusQueue,
      ActiveMessages: '2',
      InactiveMessages: '1',
      VisibilityTimeout: '30',
    })
  })

  it('waits under the clock of the machine until a message comes', async () => {
    const machine = testMachine(Date.now())
    const { client, call, server } = await queueMode({
      clock: machine.clock,
      timer: machine.timer,
      plan: {
        sent: [100, 100],
        delivered: [1e6, 1e6],
        read: [0, 0],
        readProbability: 0,
        failProbability: 0,
        failCode: '131026',
      },
    })
    const watching = server.world.watchers.size
    const waiting = client.receiveMessage(statusQueue, 10)
    while (server.world.watchers.size === watching) await new Promise(setImmediate)
    await machine.pass(5000)
    expect(server.world.watchers.size).toBe(watching + 1)
    await call(massSend(alone))
    await machine.pass(500)
    expect(itemOf((await waiting).body)).toMatchObject({ Status: 'Sent' })
    expect(server.world.watchers.size).toBe(watching)
    const inVain = client.receiveMessage(statusQueue, 10).catch((error: unknown) => error)
    while (server.world.watchers.size === watching) await new Promise(setImmediate)
    await machine.pass(10_000)
    expect(await inVain).toMatchObject({ name: 'MNSMessageNotExistError' })
  })

  it.each([
    ['a wrong secret', { AccessKeySecret: 'wrong' }, 'SignatureDoesNotMatch'],
    ['a wrong token', { SecurityToken: 'wrong' }, 'InvalidSecurityToken'],
    ['an unknown key', { AccessKeyId: 'nobody' }, 'AccessIDAuthError'],
    [
      'a key whose expiry was changed',
      { AccessKeyId: 'STS.queue.zzzzzzzz.mock-ak-1' },
      'InvalidSecurityToken',
    ],
  ])('is refused with %s', async (_, changes, code) => {
    const { clientWith, token } = await queueMode()
    await expect(clientWith({ ...token, ...changes }).receiveMessage(statusQueue)).rejects.toThrow(
      refusal(code),
    )
  })

  it('is refused when its token has expired, and served with a new one', async () => {
    const { client, demo, askToken, clientWith } = await queueMode()
    await demo.advance('1h')
    await expect(client.receiveMessage(statusQueue)).rejects.toThrow(refusal('InvalidSecurityToken'))
    const fresh = clientWith((await askToken()).body['MessageTokenDTO'] as Token)
    await expect(fresh.receiveMessage(statusQueue)).rejects.toThrow(refusal('MessageNotExist'))
  })

  it('is refused the queues of others, and queues that are none', async () => {
    const { client } = await queueMode()
    await expect(client.receiveMessage(queueName('1000000000000002', 'ChatAppStatus'))).rejects.toThrow(
      refusal('AccessDenied'),
    )
    await expect(client.receiveMessage('Alicom-Queue-1-ChatAppStatus')).rejects.toThrow(
      refusal('QueueNotExist'),
    )
    await expect(client.sendMessage(statusQueue, { MessageBody: 'x' })).rejects.toThrow(
      refusal('Unsupported'),
    )
  })
})

describe('a batch deletion', () => {
  it.each([
    ['a doctype', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///x">]><ReceiptHandles/>'],
    ['a reserved name', '<__proto__><ReceiptHandle>x</ReceiptHandle></__proto__>'],
    ['a reserved attribute', '<ReceiptHandles __proto__="x"><constructor/></ReceiptHandles>'],
    ['3,000 levels', '<a>'.repeat(3000) + '</a>'.repeat(3000)],
    ['100,000 levels', '<a>'.repeat(100_000) + '</a>'.repeat(100_000)],
    ['no handles', '<ReceiptHandles/>'],
    ['broken XML', '<ReceiptHandles><ReceiptHandle>'],
    ['a null byte', '\0'],
    ['JSON', '{"ReceiptHandles":[]}'],
  ])('with %s is refused as MalformedXML', async (_, body) => {
    const { server } = await queueMode()
    const url = `/queues/${statusQueue}/messages`
    const headers = {
      date: new Date(server.world.clock.now()).toUTCString(),
      'content-type': 'text/xml',
      'x-mns-version': '2015-06-06',
    }
    const authorization = `MNS mock-ak-1:${sign('mock-sk-1', stringToSign('DELETE', headers, url))}`
    const reply = await server.handle({
      method: 'DELETE',
      url,
      headers: { ...headers, authorization },
      body: Buffer.from(body),
      secure: false,
    })
    expect([reply.status, reply.body.includes('<Code>MalformedXML</Code>')]).toEqual([400, true])
  })
})

describe('QueryTokenForMnsQueue', () => {
  it.each<[string, Signing]>([
    ['version 2017-05-25', { version: '2017-05-25' }],
    ['version 2018-05-01', { version: '2018-05-01' }],
    ['signature version 1', { scheme: 'v1', format: 'JSON' }],
    ['the host of its product', { host: 'dybaseapi.ap-southeast-1.aliyuncs.com' }],
  ])('answers %s', async (_, signing) => {
    const { askToken, token } = await queueMode()
    const { status, body } = await askToken(signing)
    expect([status, body['Code'], body['MessageTokenDTO']]).toEqual([200, 'OK', token])
  })

  it('gives times in the form and zone of Beijing, an hour apart', async () => {
    const { token } = await queueMode()
    expect([token.CreateTime, token.ExpireTime]).toEqual(['2026-01-01 08:00:00', '2026-01-01 09:00:00'])
  })

  it('needs a signature, a known version and a MessageType', async () => {
    const { call, askToken } = await queueMode()
    expect((await askToken({ signature: 'wrong' })).code).toBe('SignatureDoesNotMatch')
    expect((await askToken({ version: '2019-01-01' })).code).toBe('InvalidVersion')
    expect((await call({}, { action: 'QueryTokenForMnsQueue', version: '2017-05-25' })).code).toBe(
      'MissingMessageType',
    )
  })
})
