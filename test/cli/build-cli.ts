import { execFileSync } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The built command line, as a file for Node. */
    readonly cli: string
  }
}

/** Builds the command line once for all tests, into a folder of this run's own. */
export default function buildCli(project: TestProject): () => Promise<void> {
  const root = join(import.meta.dirname, '..', '..')
  const folder = join(root, '.cache', `cli-${process.pid}`)
  execFileSync(process.execPath, [join(root, 'scripts', 'build.js'), folder])
  project.provide('cli', join(folder, 'cli.js'))
  return () => rm(folder, { recursive: true, force: true })
}
