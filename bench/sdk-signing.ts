/**
 * Signs and encodes calls of 1,000 recipients, ours beside the vendor's Node SDK, with the network cut off behind both.
 *
 *     npx tsx bench/sdk-signing.ts
 */
import { createRequire } from 'node:module'
import { Readable } from 'node:stream'
import type * as Sdk from '../sdk/index.ts'
import { median, spreadOf, type Figure } from './figure.ts'
import { toTable } from './report.ts'
import { withBuiltSdk } from './sdk-built.ts'

const key = { accessKeyId: 'testAccessKeyId', accessKeySecret: 'testAccessKeySecret' }
const host = 'cams.ap-southeast-1.aliyuncs.com'
const callsPerRound = 100
const warmUps = 3

const input: Sdk.SendChatappMassMessageInput = {
  ChannelType: 'whatsapp',
  CustSpaceId: 'cams-demo0001',
  From: '8613900000001',
  Language: 'en',
  SenderList: Array.from({ length: 1000 }, (_, index) => ({
    TemplateParams: { name: `Person ${index}`, order: `A-${index}` },
    To: String(8_613_800_000_000 + index),
  })),
  TemplateCode: '1119000000000000001',
}

type Signature = 'V3' | 'V1'
type Call = () => Promise<unknown>

/** CPU time of a call, ours and the vendor's, in turn. */
export const measureSdkSigning = (rounds = 9): Promise<Figure[]> =>
  withBuiltSdk(async (file) => compare((await import(file)) as typeof Sdk, rounds))

async function compare(sdk: typeof Sdk, rounds: number): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const signature of ['V3', 'V1'] as const) {
    const ours = ourCall(sdk, signature)
    const theirs = vendorCall(signature)
    const pairs: { ours: number; theirs: number }[] = []
    // The first rounds warm both up and do not count.
    for (let round = -warmUps; round < rounds; round++) {
      const pair = { theirs: await cpuPerCall(theirs), ours: await cpuPerCall(ours) }
      if (round >= 0) pairs.push(pair)
    }
    figures.push({
      name: `sdk-signing-${signature}`,
      unit: 'calls per CPU second',
      ours: median(pairs.map((pair) => 1 / pair.ours)),
      floor: median(pairs.map((pair) => 1 / pair.theirs)),
      ratio: spreadOf(pairs.map((pair) => pair.theirs / pair.ours)),
      target: { better: 'higher', reach: 3, aim: 4 },
      notes: [
        "the floor is the vendor's Node SDK, @alicloud/cams20200606; each call from 1,000 plain recipients to a signed request",
      ],
    })
  }
  return figures
}

async function cpuPerCall(call: Call): Promise<number> {
  const before = process.cpuUsage()
  for (let made = 0; made < callsPerRound; made++) await call()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6 / callsPerRound
}

function ourCall({ createClient }: typeof Sdk, signature: Signature): Call {
  const client = createClient({
    endpoint: `https://${host}`,
    credentials: key,
    signature,
    fetch: async () => new Response('{"Code":"OK"}'),
  })
  return () => client.sendChatappMassMessage(input)
}

/** The vendor's client, its transport replaced by one that answers at once. */
function vendorCall(signature: Signature): Call {
  const require = createRequire(import.meta.url)
  const ofClient = createRequire(require.resolve('@alicloud/openapi-client'))
  const transport = ofClient('@alicloud/tea-typescript') as { doAction: unknown }
  transport.doAction = async () => ({
    statusCode: 200,
    statusMessage: 'OK',
    headers: {},
    body: Readable.from([Buffer.from('{"Code":"OK"}')]),
  })
  const { Config } = require('@alicloud/openapi-client') as { Config: new (fields: object) => object }
  const vendor = require('@alicloud/cams20200606') as {
    default: new (config: object) => { sendChatappMassMessage(request: object): Promise<unknown> }
  } & Record<string, new (fields: object) => object>
  const { SendChatappMassMessageRequest: Request, SendChatappMassMessageRequestSenderList: Entry } =
    vendor as unknown as Record<string, new (fields: object) => object>
  if (Request === undefined || Entry === undefined)
    throw new Error("expected the vendor's request classes in @alicloud/cams20200606")
  const client = new vendor.default(
    new Config({ ...key, endpoint: host, ...(signature === 'V1' ? { signatureAlgorithm: 'v2' } : {}) }),
  )
  // Its client takes objects of its own classes: an application that has recipients pays for making them.
  const request = (): object =>
    new Request({
      channelType: input.ChannelType,
      custSpaceId: input.CustSpaceId,
      from: input.From,
      language: input.Language,
      senderList: input.SenderList.map(
        ({ To, TemplateParams }) => new Entry({ to: To, templateParams: TemplateParams }),
      ),
      templateCode: input.TemplateCode,
    })
  return () => client.sendChatappMassMessage(request())
}

if (process.argv[1] === import.meta.filename) console.log(toTable(await measureSdkSigning()))
