/**
 * Time that importing the SDK adds to an empty Node process.
 *
 *     npx tsx bench/sdk-import.ts
 */
import { spawnSync } from 'node:child_process'
import { median, type Figure } from './figure.ts'
import { toTable } from './report.ts'
import { withBuiltSdk } from './sdk-built.ts'

/** Starts an empty process and one that imports the SDK, in turn. */
export const measureSdkImport = (runs = 25): Promise<Figure[]> =>
  withBuiltSdk(async (file) => {
    const added: number[] = []
    // The first pair fills the file cache and does not count.
    for (let run = 0; run <= runs; run++) {
      const empty = startTime('')
      const importing = startTime(`import ${JSON.stringify(`file://${file}`)}`)
      if (run > 0) added.push(importing - empty)
    }
    const ours = Math.max(0, median(added))
    return [
      {
        name: 'sdk-import',
        unit: 'ms',
        ours,
        floor: undefined,
        ratio: undefined,
        target: { better: 'lower', reach: 30, aim: 15 },
        notes: [`beside an empty process, ${runs} starts each`],
      },
    ]
  })

function startTime(code: string): number {
  const start = performance.now()
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', code], {
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`expected the process to end well, it said: ${stderr}`)
  return performance.now() - start
}

if (process.argv[1] === import.meta.filename) console.log(toTable(await measureSdkImport()))
