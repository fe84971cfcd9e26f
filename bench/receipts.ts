import { Agent, request } from 'node:http'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Mock } from '../mock-server/entry/create-mock.ts'
import { defaultPushPlan } from '../mock-server/world/push-plan.ts'
import { spreadOf, median, type Figure } from './figure.ts'
import { buildFolder, startServer } from './server-process.ts'
import { load } from './load-generator.ts'
import { signDistinctRequest } from './signed-requests.ts'

const receipts = 100_000
const stepsPerMessage = 3
const perBatch = 1000
/** Requests the bare loop has under way: as many as the emulator allows itself for one URL. */
const concurrency = 8

/** How fast receipts went, and the processor time of this process each of them cost. */
interface Rate {
  readonly perSecond: number
  readonly microseconds: number
}

/** Receipts pushed to a consumer on this machine per second, beside a bare loop of keep-alive POSTs of one receipt each. Fewer would lie further apart on the clock and share no pushes, so a share of them would measure another thing. */
export async function measureReceipts(rounds: number): Promise<Figure[]> {
  const consumer = await startServer('consumer')
  const url = `http://127.0.0.1:${consumer.port}/receipts`
  const ours: Rate[] = []
  const single: Rate[] = []
  const bare: Rate[] = []
  try {
    for (let round = 0; round <= rounds; round++) {
      const measured = [await pushAll(url, 100), await pushAll(url, 1), await postAll(url)] as const
      // The first round lets the just-in-time compiler do its work and does not count.
      if (round === 0) continue
      ours.push(measured[0])
      single.push(measured[1])
      bare.push(measured[2])
    }
  } finally {
    await consumer.stop()
  }
  const against = (rates: readonly Rate[]): number[] =>
    rates.map(({ perSecond }, index) => perSecond / (bare[index] as Rate).perSecond)
  const rate = (rates: readonly Rate[]): number => median(rates.map(({ perSecond }) => perSecond))
  const cost = (rates: readonly Rate[]): string =>
    `${median(rates.map(({ microseconds }) => microseconds)).toFixed(0)} µs`
  const target = { better: 'higher', reach: 0.5, aim: 1 } as const
  return [
    {
      name: 'receipts',
      unit: '/s',
      ours: rate(ours),
      floor: rate(bare),
      ratio: spreadOf(against(ours)),
      target,
      notes: [
        `${receipts} receipts on a virtual clock, as many to a push as a moment has; the floor is a bare loop of POSTs, one receipt each, ${concurrency} under way`,
        `with one receipt to a push: ${Math.round(rate(single))} /s, ${median(against(single)).toFixed(2)} of the floor`,
        `processor time of a receipt: ${cost(ours)}, with one to a push ${cost(single)}, in the bare loop ${cost(bare)}`,
      ],
    },
  ]
}

/** Moves a world through the life of its messages, until the last receipt is accepted. Measures the emulator as it is published. */
async function pushAll(url: string, most: number): Promise<Rate> {
  const { createMock } = (await import(
    pathToFileURL(join(buildFolder, 'index.js')).href
  )) as typeof import('../index.ts')
  const mock = createMock({ clock: 'virtual', throttled: false, pushes: { ...defaultPushPlan, most } })
  await mock.demo.receive({ status: url })
  await sendAll(mock, Math.ceil(receipts / stepsPerMessage / perBatch))
  const rateOf = startWatch()
  await mock.demo.advance('10m')
  const { accepted } = mock.world.outbox.tally
  const rate = rateOf(accepted)
  await mock.stopReceipts()
  if (accepted < receipts)
    throw new Error(`expected ${receipts} receipts at least, ${accepted} were accepted`)
  return rate
}

function startWatch(): (count: number) => Rate {
  const [start, used] = [performance.now(), process.cpuUsage()]
  return (count) => {
    const { user, system } = process.cpuUsage(used)
    return { perSecond: (count * 1000) / (performance.now() - start), microseconds: (user + system) / count }
  }
}

async function sendAll(mock: Mock, batches: number): Promise<void> {
  for (let batch = 0; batch < batches; batch++) {
    const { status, body } = await mock.handle({
      ...signDistinctRequest(batch * perBatch, perBatch),
      method: 'POST',
      secure: false,
    })
    if (status !== 200) throw new Error(`expected 200, the emulator answered ${status} ${body}`)
  }
}

/** What one receipt looks like on the wire. */
const body = JSON.stringify([
  {
    Status: 'Delivered',
    MsgFrameType: 'template',
    Type: 'TEMPLATE',
    TaskId: '202601123456789012345678',
    From: '8613900000001',
    To: '8613800000001',
    OriginPhoneNumber: '8613900000001',
    Timestamp: 1_767_225_600_000,
    ConversationId: '712345678901234',
    ConversationType: 'utility',
    TemplateCode: '1119000000000000001',
    TemplateName: 'order_notice',
    Language: 'en',
    MessageId: '202601123456789012345678',
  },
])

async function postAll(url: string): Promise<Rate> {
  const agent = new Agent({ keepAlive: true })
  const rateOf = startWatch()
  let left = receipts
  const work = async (): Promise<void> => {
    while (left-- > 0) await post(url, agent)
  }
  await Promise.all(Array.from({ length: concurrency }, work))
  agent.destroy()
  return rateOf(receipts)
}

function post(url: string, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        method: 'POST',
        agent,
        headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
      },
      (response) => response.resume().on('end', resolve),
    )
    sent.on('error', reject).end(body)
  })
}

/** Peak memory of a server with a million recipients whose receipts are planned, against the same without a receiver. */
export async function measureReceiptMemory(): Promise<Figure[]> {
  const without = await peakWith(false)
  const planned = await peakWith(true)
  if (without === undefined || planned === undefined) return []
  const ratio = planned / without
  return [
    {
      name: 'receipts-memory',
      unit: 'MB',
      ours: planned,
      floor: without,
      ratio: { least: ratio, median: ratio, greatest: ratio },
      target: { better: 'lower', reach: 1.3, aim: 1.1 },
      notes: [
        'peak resident memory after a million recipients in a thousand batches whose receipts are planned; the floor is the same with nobody to receive',
      ],
    },
  ]
}

async function peakWith(received: boolean): Promise<number | undefined> {
  const [server, consumer] = [await startServer('ours', '--clock', 'virtual'), await startServer('consumer')]
  try {
    // Both load the control API, so that only the receipts make a difference.
    const control = `http://127.0.0.1:${server.port}/_mock`
    const settings = { status: `http://127.0.0.1:${consumer.port}/receipts` }
    const { ok } = await (received
      ? fetch(`${control}/callbacks`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(settings),
        })
      : fetch(`${control}/clock`))
    if (!ok) throw new Error('the emulator did not take the receiver')
    for (let call = 0; call < 1000; call += 100)
      await load(
        server.port,
        Array.from({ length: 100 }, (_, index) => signDistinctRequest((call + index) * perBatch, perBatch)),
        16,
      )
    return server.peakMemory()
  } finally {
    await Promise.all([server.stop(), consumer.stop()])
  }
}
