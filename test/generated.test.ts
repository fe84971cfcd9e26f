import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, it } from 'vitest'

it.each(['generate-observations.ts', 'generate.ts'])('finds every file of %s up to date', (script) => {
  const root = join(import.meta.dirname, '..')
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', join(root, 'scripts', script), '--check'],
    { cwd: root, encoding: 'utf8' },
  )
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
})
