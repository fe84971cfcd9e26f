import { execFile } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { promisify } from 'node:util'
import type { Figure } from './figure.ts'
import { buildFolder } from './server-process.ts'

const run = promisify(execFile)
const root = join(import.meta.dirname, '..')

/** What an installation without development dependencies brings: this package and everything below it, counted in node_modules. */
export async function measureInstall(): Promise<Figure[]> {
  const { stdout } = await run('npm', ['ls', '--omit=dev', '--all', '--parseable'], { cwd: root })
  const packages = [...new Set(stdout.split('\n').filter((path) => path !== '' && path !== root))].map(
    (path) => ({
      name: relative(join(root, 'node_modules'), path),
      size: sizeOf(path),
    }),
  )
  const own = sizeOf(buildFolder)
  const total = own + packages.reduce((sum, { size }) => sum + size, 0)
  const largest = [{ name: 'this package, built', size: own }, ...packages]
    .sort((a, b) => b.size - a.size)
    .slice(0, 8)
  return [
    {
      name: 'install-packages',
      unit: 'packages',
      ours: packages.length + 1,
      floor: undefined,
      ratio: undefined,
      target: { better: 'lower', reach: 90, aim: 60 },
      notes: [],
    },
    {
      name: 'install-size',
      unit: 'MB',
      ours: total / 1e6,
      floor: undefined,
      ratio: undefined,
      target: { better: 'lower', reach: 20, aim: 12 },
      notes: [`largest: ${largest.map(({ name, size }) => `${name} ${(size / 1e6).toFixed(1)}`).join(', ')}`],
    },
  ]
}

/** Bytes of the files in a folder, without packages nested in it, which are counted themselves. */
function sizeOf(folder: string): number {
  let size = 0
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name === 'node_modules') continue
    const path = join(folder, entry.name)
    size += entry.isDirectory() ? sizeOf(path) : statSync(path).size
  }
  return size
}
