import { median, spreadOf, type Figure, type Target } from './figure.ts'
import { load, percentile, type Load } from './load-generator.ts'
import { startServer, type ServerName, type ServerProcess } from './server-process.ts'
import { signRequests, type SignatureVersion } from './signed-requests.ts'

/** One kind of call under load. */
export interface Workload {
  readonly name: string
  readonly signature: SignatureVersion
  readonly recipients: number
  /** Calls of one round; a round takes a good part of a second. */
  readonly calls: number
  readonly rate: Target
  /** Given where the slowest answers are a figure of their own. */
  readonly tail?: Target
}

export const workloads: readonly Workload[] = [
  {
    name: 'v3-1',
    signature: 'V3',
    recipients: 1,
    calls: 6000,
    rate: { better: 'higher', reach: 0.8, aim: 1 },
  },
  {
    name: 'v3-100',
    signature: 'V3',
    recipients: 100,
    calls: 2400,
    rate: { better: 'higher', reach: 1, aim: 1.3 },
  },
  {
    name: 'v3-1000',
    signature: 'V3',
    recipients: 1000,
    calls: 480,
    rate: { better: 'higher', reach: 1, aim: 1.3 },
    tail: { better: 'lower', reach: 1, aim: 0.5 },
  },
  {
    name: 'v1-1000',
    signature: 'V1',
    recipients: 1000,
    calls: 240,
    rate: { better: 'higher', reach: 1, aim: 1.7 },
  },
]

const connections = 16
const names: readonly ServerName[] = ['floor-work', 'ours', 'floor-bare']

/**
 * Loads the three servers in turn, round after round, so that whatever else the machine does meets all of them.
 * @param share of the calls of a full round, for quick runs
 */
export async function measureThroughput(
  { name, signature, recipients, calls, rate, tail }: Workload,
  rounds: number,
  share: number,
): Promise<Figure[]> {
  const servers = new Map<ServerName, ServerProcess>()
  const loads: Record<ServerName, (Load & { readonly processor: number })[]> = {
    ours: [],
    'floor-work': [],
    'floor-bare': [],
  }
  try {
    for (const server of names) servers.set(server, await startServer(server))
    // The first round lets the just-in-time compiler do its work and does not count.
    for (let round = 0; round <= rounds; round++) {
      for (const server of round % 2 === 0 ? names : names.toReversed()) {
        const requests = signRequests(signature, Math.ceil(calls * share), recipients)
        const { port, processorTime } = servers.get(server) as ServerProcess
        const before = processorTime() ?? Number.NaN
        const result = await load(port, requests, connections)
        const processor = ((processorTime() ?? Number.NaN) - before) / requests.length
        if (round > 0) loads[server].push({ ...result, processor })
      }
    }
  } finally {
    for (const server of servers.values()) await server.stop()
  }

  const figure = (
    suffix: string,
    unit: string,
    target: Target,
    read: (one: Load) => number,
    notes: readonly string[],
  ): Figure => ({
    name: `${name}${suffix}`,
    unit,
    ours: median(loads.ours.map(read)),
    floor: median(loads['floor-work'].map(read)),
    ratio: spreadOf(loads.ours.map((one, index) => read(one) / read(loads['floor-work'][index] as Load))),
    target,
    notes,
  })
  const bare = median(loads['floor-bare'].map(({ callsPerSecond }) => callsPerSecond))
  const processor = (server: ServerName): number => median(loads[server].map((one) => one.processor))
  const shares = spreadOf(
    loads.ours.map((one, index) => (loads['floor-work'][index]?.processor ?? Number.NaN) / one.processor),
  )
  // Tells more than the clock where other programs want the same core.
  const byProcessor = `processor time of a call: ${names.map((server) => `${server} ${processor(server).toFixed(3)} ms`).join(', ')}; floor-work ÷ ours ${shares.median.toFixed(2)} (${shares.least.toFixed(2)}–${shares.greatest.toFixed(2)})`
  const latency = (server: ServerName): string => {
    const all = loads[server].flatMap(({ latencies }) => latencies).sort((a, b) => a - b)
    return `${server} p50 ${percentile(all, 0.5).toFixed(1)} ms, p99 ${percentile(all, 0.99).toFixed(1)} ms`
  }
  return [
    figure('', 'calls/s', rate, ({ callsPerSecond }) => callsPerSecond, [
      `floor-bare ${Math.round(bare)} calls/s`,
      ...names.map(latency),
      byProcessor,
    ]),
    ...(tail === undefined
      ? []
      : [
          figure('-p99', 'ms', tail, ({ latencies }) => percentile(latencies, 0.99), [
            `${connections} connections`,
          ]),
        ]),
  ]
}
