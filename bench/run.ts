/**
 * Measures the emulator beside two floors in the same run, and says which figures are reached. Runs on loopback and ends by itself.
 *
 *     npm run bench -- [--quick] [--only NAME]… [--json]
 */
import { parseArgs } from 'node:util'
import { measureCassettes } from './cassettes.ts'
import { measureColdStart } from './cold-start.ts'
import { measureContract } from './contract.ts'
import { measureFaultFree } from './faults.ts'
import type { Figure } from './figure.ts'
import { measureInstall } from './install-size.ts'
import { measureListing } from './list-messages.ts'
import { measureMemory } from './memory.ts'
import { measurePage } from './page.ts'
import { canPin, pinGenerator } from './pinning.ts'
import { measureReceiptMemory, measureReceipts } from './receipts.ts'
import { toJson, toTable } from './report.ts'
import { measureSdkImport } from './sdk-import.ts'
import { measureMassSend } from './sdk-mass-send.ts'
import { measureSdkSigning } from './sdk-signing.ts'
import { measureSearch } from './search-messages.ts'
import { buildOurs } from './server-process.ts'
import { measureThroughput, workloads } from './throughput.ts'
import { measureWorlds } from './worlds.ts'

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true },
  },
})
const extent = values.quick ? { rounds: 3, share: 0.2, starts: 4 } : { rounds: 9, share: 1, starts: 15 }

const measurements: Record<string, () => Promise<Figure[]>> = {
  ...Object.fromEntries(
    workloads.map((workload) => [
      workload.name,
      () => measureThroughput(workload, extent.rounds, extent.share),
    ]),
  ),
  'cold-start': async () => [await measureColdStart(extent.starts)],
  worlds: measureWorlds,
  memory: () => measureMemory(Math.ceil(extent.rounds / 2)),
  'list-messages': measureListing,
  'search-messages': measureSearch,
  receipts: () => measureReceipts(Math.ceil(extent.rounds / 3)),
  'receipts-memory': measureReceiptMemory,
  'sdk-signing': measureSdkSigning,
  'sdk-import': measureSdkImport,
  'sdk-mass-send': measureMassSend,
  'fault-free': async () => [await measureFaultFree(extent.rounds)],
  contract: measureContract,
  cassettes: measureCassettes,
  page: () => measurePage(values.quick ? 3 : 30),
  install: measureInstall,
}

const names = values.only ?? Object.keys(measurements)
const unknown = names.find((name) => !Object.hasOwn(measurements, name))
if (unknown === undefined) await measure()
else {
  console.error(`--only ${unknown}: there is no such figure. Known: ${Object.keys(measurements).join(', ')}.`)
  process.exitCode = 2
}

async function measure(): Promise<void> {
  pinGenerator()
  await buildOurs()
  const say = values.json ? () => {} : console.error
  say(
    canPin
      ? 'servers on core 0, load on core 1'
      : 'processes are not held to cores here (that needs Linux, taskset and two cores): expect noise',
  )
  const figures: Figure[] = []
  for (const name of names) {
    say(`${name} …`)
    figures.push(...(await (measurements[name] as () => Promise<Figure[]>)()))
  }
  console.log(values.json ? toJson(figures) : `\n${toTable(figures)}`)
}
