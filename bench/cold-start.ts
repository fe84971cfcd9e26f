import { median, spreadOf, type Figure } from './figure.ts'
import { load } from './load-generator.ts'
import { startServer, type ServerName } from './server-process.ts'
import { signRequests } from './signed-requests.ts'

/** Time from the start of the process to the answer to its first signed send, ours and the floor's in turn. */
export async function measureColdStart(runs: number): Promise<Figure> {
  const floor: number[] = []
  const ours: number[] = []
  // The first pair fills the file cache and does not count.
  for (let run = 0; run <= runs; run++) {
    const pair = [await startToAnswer('floor-work'), await startToAnswer('ours')] as const
    if (run === 0) continue
    floor.push(pair[0])
    ours.push(pair[1])
  }
  return {
    name: 'cold-start',
    unit: 'ms',
    ours: median(ours),
    floor: median(floor),
    ratio: spreadOf(ours.map((time, run) => time / (floor[run] as number))),
    target: { better: 'lower', reach: 2, aim: 1.5 },
    notes: [`${runs} starts each`],
  }
}

async function startToAnswer(name: ServerName): Promise<number> {
  const requests = signRequests('V3', 1, 1)
  const start = performance.now()
  const server = await startServer(name)
  try {
    await load(server.port, requests, 1)
    return performance.now() - start
  } finally {
    await server.stop()
  }
}
