import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startEmulator } from './emulator-process.ts'
import { run } from './processes.ts'
import { cache } from './toolchains.ts'

const root = join(import.meta.dirname, '..', '..')

/** What became of an example of docs/other-languages.md. */
export interface ExampleResult {
  readonly name: string
  readonly verdict: 'pass' | 'FAIL' | 'skip'
  readonly said: string
}

/** How the program of a code block is run, by the block's language. */
const programs = [
  { name: 'Node', language: 'js', file: 'example.mjs', command: ['node'] },
  { name: 'Python', language: 'python', file: 'example.py', command: ['python3'] },
  { name: 'Go', language: 'go', file: 'example.go', command: ['go', 'run'] },
  { name: 'Java', language: 'java', file: 'Example.java', command: ['java'] },
] as const

/** Runs the examples of docs/other-languages.md as they stand; a language that is not installed is skipped. */
export async function runExamples(): Promise<ExampleResult[]> {
  const text = readFileSync(join(root, 'docs', 'other-languages.md'), 'utf8')
  const folder = join(cache, 'examples')
  mkdirSync(folder, { recursive: true })
  const emulator = await startEmulator()
  try {
    const results: ExampleResult[] = []
    for (const { name, language, file, command } of programs) {
      const code = new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 's').exec(text)?.[1]
      writeFileSync(join(folder, file), code ?? '')
      const [program, ...args] = command
      const said = await run(program, [...args, file], {
        cwd: folder,
        env: { CHATAPP_MOCK_URL: `http://${emulator.endpoint}` },
        timeoutSeconds: 120,
      }).catch(wordsOf)
      // Nothing was sent, so the program ends with the reason for which the wait cannot be satisfied.
      const passed =
        /^mock-ak-1\.w\d+ .*false/i.test(said) && said.includes('No message was accepted in this world yet')
      results.push({
        name,
        verdict: said.endsWith('not installed') ? 'skip' : passed ? 'pass' : 'FAIL',
        said: said.trim(),
      })
    }
    return results
  } finally {
    await emulator.stop()
  }
}

/** All that a program said that has failed. */
function wordsOf({ message, cause }: Error): string {
  const { stdout = '', stderr = '' } = (cause ?? {}) as { readonly stdout?: string; readonly stderr?: string }
  return `${stdout}${stderr}` || message
}
