/** `npm run demo`: sends a mass message to 1,000 people with the vendor's own SDK, to the emulator that runs, or to one of its own. */
import cams, { SendChatappMassMessageRequest } from '@alicloud/cams20200606'
import { Config } from '@alicloud/openapi-client'
import { connect, ControlError } from '../mock-server/entry/connect.ts'
import { startMockServer } from '../mock-server/entry/start-mock-server.ts'

const running = process.env['CHATAPP_MOCK_URL'] ?? 'http://127.0.0.1:4010'
const own = await connect(running).then(
  () => undefined,
  (error: unknown) => {
    if (error instanceof ControlError) return startMockServer()
    throw error
  },
)
const url = own?.url ?? running
console.log(
  own === undefined
    ? `Sending to the emulator at ${url}`
    : `No emulator answers at ${running}; sending to one of this demo's own at ${url}`,
)

// The package is CommonJS: the class is the `default` of its default export.
const client = new cams.default(
  new Config({
    endpoint: new URL(url).host,
    protocol: 'http',
    accessKeyId: 'mock-ak-1',
    accessKeySecret: 'mock-sk-1',
  }),
)
const { statusCode, headers, body } = await client.sendChatappMassMessage(
  new SendChatappMassMessageRequest({
    channelType: 'whatsapp',
    from: '8613900000001',
    custSpaceId: 'cams-demo0001',
    templateCode: '1119000000000000001',
    language: 'en',
    taskId: 'demo',
    senderList: Array.from({ length: 1000 }, (_, index) => ({
      to: String(8613800000000 + index),
      templateParams: { name: `Person ${index + 1}`, order: `A-${index + 1}` },
    })),
  }),
)
console.log(`${statusCode} ${JSON.stringify(body)}`)
console.log(`decided by rule ${headers?.['x-mock-rule']}, which is ${headers?.['x-mock-evidence']}`)

const { demo } = await connect(url)
const [message] = await demo.messages(`group:${body?.groupMessageId} to:8613800000000`)
console.log(
  `first of 1000 messages: to ${message?.to}, template ${message?.templateName}, ${JSON.stringify(message?.templateParams)}, ${message?.status}`,
)
await own?.close()
