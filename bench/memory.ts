import { createMock } from '../mock-server/entry/create-mock.ts'
import { recipientsOf } from '../mock-server/world/batches.ts'
import { median, type Figure } from './figure.ts'
import { load } from './load-generator.ts'
import { startServer } from './server-process.ts'
import { signDistinctRequest, type SignedRequest } from './signed-requests.ts'

const calls = 1000
const recipients = 1000
/** Calls prepared at a time: the generator need not hold a million recipients itself. */
const portion = 100

/**
 * Most memory the server has held after a million recipients, all different, in a thousand calls: the median of several servers,
 * as it is chance when the collector runs last, and what it has not collected yet counts.
 */
export async function measureMemory(runs: number): Promise<Figure[]> {
  const peaks: number[] = []
  for (let run = 0; run < runs; run++) {
    const peak = await peakOfOneServer()
    if (peak === undefined) return []
    peaks.push(peak)
  }
  const readable = await countReadable()
  return [
    {
      name: 'memory',
      unit: 'MB',
      ours: median(peaks),
      floor: undefined,
      ratio: undefined,
      target: { better: 'lower', reach: 300, aim: 250 },
      notes: [
        `peak resident memory of ${runs} servers: ${peaks
          .map(Math.round)
          .sort((a, b) => a - b)
          .join(', ')} MB`,
        `${readable} different recipients read back from the same calls, made in process`,
      ],
    },
  ]
}

async function peakOfOneServer(): Promise<number | undefined> {
  const server = await startServer('ours')
  try {
    for (let call = 0; call < calls; call += portion) await load(server.port, prepare(call), 16)
    return server.peakMemory()
  } finally {
    await server.stop()
  }
}

function prepare(first: number): SignedRequest[] {
  return Array.from({ length: portion }, (_, index) =>
    signDistinctRequest((first + index) * recipients, recipients),
  )
}

/** Makes the same calls to an emulator of this process, which keeps the same state, and reads every recipient back. */
async function countReadable(): Promise<number> {
  const mock = createMock({ throttled: false })
  for (let call = 0; call < calls; call++) {
    const { status, body } = await mock.handle({
      ...signDistinctRequest(call * recipients, recipients),
      method: 'POST',
      secure: false,
    })
    if (status !== 200) throw new Error(`expected 200, the emulator answered ${status} ${body}`)
  }
  const numbers = new Set<string>()
  for (const batch of mock.world.batches.values()) for (const { To } of recipientsOf(batch)) numbers.add(To)
  return numbers.size
}
