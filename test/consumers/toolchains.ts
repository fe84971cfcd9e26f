import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, join, relative } from 'node:path'
import type { Client } from './clients.ts'
import { run } from './processes.ts'

const here = import.meta.dirname
const root = join(here, '..', '..')

/** Where the SDKs of other languages are installed; a folder is reused as long as its sources stay the same. */
export const cache: string = join(root, '.cache', 'consumers')

/** A toolchain brings its SDKs into the cache, builds the programs and says how one is started. */
interface Toolchain {
  /** What needs the tool itself and its registry. */
  fetch(folder: string, sources: string): Promise<void>
  /** What needs only our programs to be right. */
  build(folder: string, sources: string): Promise<void>
  command(folder: string, sources: string, program: string): Command
}

/** A program with the arguments that come before its mode. */
export type Command = readonly [program: string, ...args: string[]]

/** The tool or its packages cannot be had on this machine. */
export class UnavailableError extends Error {
  override readonly name = 'UnavailableError'
}

const nothing = async (): Promise<void> => undefined
const execute = (program: string, args: readonly string[], cwd: string, env: Record<string, string> = {}) =>
  run(program, args, { cwd, env, timeoutSeconds: 280 }).then(() => undefined)
const goEnvironment = { GOTOOLCHAIN: 'local', GOFLAGS: '-mod=readonly -buildvcs=false' }

const toolchains: Record<Client['toolchain'], Toolchain> = {
  // The SDKs for Node are devDependencies.
  node: {
    fetch: nothing,
    build: nothing,
    command: (_folder, sources, program) => [process.execPath, '--import', 'tsx', join(sources, program)],
  },
  python: {
    async fetch(folder, sources) {
      await execute('python3', ['-m', 'venv', folder], folder)
      const pip = [
        '-m',
        'pip',
        'install',
        '--quiet',
        '--disable-pip-version-check',
        '-r',
        join(sources, 'requirements.txt'),
      ]
      await execute(join(folder, 'bin', 'python'), pip, folder)
    },
    build: nothing,
    // -B: no __pycache__ beside the sources.
    command: (folder, sources, program) => [join(folder, 'bin', 'python'), '-B', join(sources, program)],
  },
  go: {
    fetch: (_folder, sources) => execute('go', ['mod', 'download'], sources, goEnvironment),
    build: (folder, sources) =>
      execute('go', ['build', '-o', folder, './tea', './classic', './live'], sources, goEnvironment),
    command: (folder, _sources, program) => [join(folder, program)],
  },
  java: {
    async fetch(folder, sources) {
      cpSync(sources, folder, { recursive: true })
      await execute(
        'mvn',
        ['-q', '-B', 'dependency:copy-dependencies', '-DoutputDirectory=target/lib'],
        folder,
      )
    },
    build: (folder) => execute('mvn', ['-q', '-B', 'compile'], folder),
    command: (folder, _sources, program) => {
      const classPath = [join(folder, 'target', 'classes'), join(folder, 'target', 'lib', '*')].join(
        delimiter,
      )
      return ['java', '-cp', classPath, `consumers.${program}`]
    },
  },
}

/**
 * Installs one toolchain's SDKs unless the cache has them, and returns how to start its programs.
 * Throws UnavailableError when the tool or its packages cannot be had, any other error when a program does not build.
 */
export async function prepare(name: Client['toolchain']): Promise<(program: string) => Command> {
  const { fetch, build, command } = toolchains[name]
  const folder = join(cache, name)
  const sources = join(here, name)
  const stamp = join(folder, '.installed')
  const wanted = fingerprint(sources)
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder, { recursive: true })
    await fetch(folder, sources).catch((error: Error) => {
      throw new UnavailableError(error.message, { cause: error })
    })
    await build(folder, sources)
    writeFileSync(stamp, wanted)
  }
  return (program) => command(folder, sources, program)
}

/** A hash over all files of a folder, names and contents. */
function fingerprint(folder: string): string {
  const hash = createHash('sha256')
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  )
  const paths = entries.map((entry) => relative(folder, join(entry.parentPath, entry.name))).sort()
  for (const path of paths) hash.update(path).update(readFileSync(join(folder, path)))
  return hash.digest('hex')
}
