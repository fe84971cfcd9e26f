import { readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build, type Plugin } from 'esbuild'
import type { createMock } from '../mock-server/entry/create-mock.ts'
import { median, type Figure } from './figure.ts'
import { percentile } from './load-generator.ts'
import { buildFolder } from './server-process.ts'
import { signRequests, type SignedRequest } from './signed-requests.ts'

const root = join(import.meta.dirname, '..')
/** Calls of one slice, short enough that some slices are left alone by everything else on the machine. */
const [calls, recipients] = [200, 10]

/** What a call without faults meets of the machinery, and what stands there without it. */
const machinery: Readonly<Record<string, readonly (readonly [line: string, without: string])[]>> = {
  'mock-server/emulator/answer.ts': [
    ['if (prepared.world.faults.length > 0) return answerUnderFaults(prepared, decided)', ''],
  ],
  'mock-server/schedule/messages-move-on.ts': [
    ['faults.length > 0 && comesBeforeAnswer(given, world) ? sentAtOnce(given) : given', 'given'],
  ],
  'mock-server/world/world.ts': [['faults: copyFaults(faults),', 'faults,']],
}

/** The processor time of a call without faults, beside the same emulator with the machinery taken out of its source. Both in this process, in turn. */
export async function measureFaultFree(rounds: number): Promise<Figure> {
  const [ours, bare] = [
    await emulator('with-faults', []),
    await emulator('without-faults', [withoutMachinery]),
  ]
  const costs = { ours: [] as number[], bare: [] as number[] }
  for (let slice = 0; slice < 40 + rounds * 60; slice++) {
    const measured = { ours: 0, bare: 0 }
    // In turn, each the other way round: whoever is first warms the caches for both.
    for (const name of slice % 2 === 0 ? (['ours', 'bare'] as const) : (['bare', 'ours'] as const))
      measured[name] = await costOf(name === 'ours' ? ours : bare, signRequests('V3', calls, recipients))
    // The first slices let the just-in-time compiler do its work and do not count.
    if (slice < 40) continue
    costs.ours.push(measured.ours)
    costs.bare.push(measured.bare)
  }
  // Of what else goes on a slice can only get dearer: the cheap ones tell what a call costs.
  const cheap = (values: readonly number[]): number =>
    percentile(
      [...values].sort((a, b) => a - b),
      0.1,
    )
  const ratio = cheap(costs.ours) / cheap(costs.bare)
  return {
    name: 'fault-free',
    unit: '×',
    ours: ratio,
    floor: undefined,
    ratio: { least: ratio, median: ratio, greatest: ratio },
    target: { better: 'lower', reach: 1.02, aim: 1.01 },
    notes: [
      `processor time of a send to ${recipients} in a world without faults, in process: ${cheap(costs.ours).toFixed(1)} µs, beside ${cheap(costs.bare).toFixed(1)} µs of the same source without the lines that look for faults`,
      `the cheapest tenth of ${costs.ours.length} slices of ${calls} calls each; medians ${median(costs.ours).toFixed(1)} and ${median(costs.bare).toFixed(1)} µs`,
    ],
  }
}

type Handle = ReturnType<typeof createMock>['handle']

/** Builds an emulator and returns what it answers with. */
async function emulator(name: string, plugins: Plugin[]): Promise<Handle> {
  const outfile = join(buildFolder, '..', 'fault-free', `${name}.js`)
  await build({
    entryPoints: [join(root, 'mock-server/entry/create-mock.ts')],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    plugins,
    logLevel: 'error',
  })
  const module = (await import(pathToFileURL(outfile).href)) as { createMock: typeof createMock }
  return module.createMock({ throttled: false, journalLimits: { count: 100, bytes: 1e7 } }).handle
}

const withoutMachinery: Plugin = {
  name: 'without-machinery',
  setup({ onLoad }) {
    onLoad({ filter: /mock-server\/.*\.ts$/ }, async ({ path }) => {
      let contents = await readFile(path, 'utf8')
      for (const [line, without] of machinery[relative(root, path)] ?? []) {
        if (!contents.includes(line))
          throw new Error(
            `${relative(root, path)} has no line ${JSON.stringify(line)}: say in bench/faults.ts what a call without faults meets now`,
          )
        contents = contents.replace(line, without)
      }
      return { contents, loader: 'ts' }
    })
  },
}

/** Microseconds of processor time a call costs. */
async function costOf(handle: Handle, requests: readonly SignedRequest[]): Promise<number> {
  const before = process.cpuUsage()
  for (const request of requests) {
    const { status, body } = await handle({ ...request, method: 'POST', secure: false })
    if (status !== 200) throw new Error(`expected 200, the emulator answered ${status} ${body}`)
  }
  const { user, system } = process.cpuUsage(before)
  return (user + system) / calls
}
