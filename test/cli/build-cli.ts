import { spawnSync } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The built command line, as a file for Node; or why it could not be built, which is the fault of the tests that need it only. */
    readonly cli: { readonly file: string; readonly failure?: string }
  }
}

/** Builds the command line once for all tests, into a folder of this run's own. */
export default function buildCli(project: TestProject): () => Promise<void> {
  const root = join(import.meta.dirname, '..', '..')
  const folder = join(root, '.cache', `cli-${process.pid}`)
  const file = join(folder, 'cli.js')
  const { status, stderr } = spawnSync(process.execPath, [join(root, 'scripts', 'build.js'), folder], {
    encoding: 'utf8',
  })
  project.provide('cli', status === 0 ? { file } : { file, failure: stderr })
  return () => rm(folder, { recursive: true, force: true })
}
