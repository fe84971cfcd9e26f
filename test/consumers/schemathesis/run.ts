// Runs Schemathesis over the OpenAPI document against the emulator, each call signed by hooks.py, and fails when one is answered with a server error.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { openApiDocument } from '../../../contracts/openapi.ts'
import { run } from '../processes.ts'

const here = import.meta.dirname
const root = join(here, '..', '..', '..')
const folder = join(root, '.cache', 'consumers', 'schemathesis')
const python = join(folder, 'bin', 'python')
const examplesPerOperation = '5'

mkdirSync(folder, { recursive: true })
const missing = await install()
if (missing === undefined) await play()
else console.log(`Schemathesis: skipped, ${missing}`)

/** Why it cannot be had on this machine; undefined when it is there. */
async function install(): Promise<string | undefined> {
  try {
    await run('python3', ['-m', 'venv', folder], { cwd: folder, timeoutSeconds: 60 })
    await run(
      python,
      [
        '-m',
        'pip',
        'install',
        '--quiet',
        '--disable-pip-version-check',
        '-r',
        join(here, 'requirements.txt'),
      ],
      { cwd: folder, timeoutSeconds: 280 },
    )
    return undefined
  } catch (error) {
    return (error as Error).message
  }
}

async function play(): Promise<void> {
  const document = join(folder, 'openapi.json')
  writeFileSync(document, JSON.stringify(await openApiDocument()))
  await run(process.execPath, ['scripts/build.js'], { cwd: root, timeoutSeconds: 60 })
  // Without rates: what is looked for are server errors, not refusals of the limiter.
  const emulator = spawn(
    process.execPath,
    ['dist/cli.js', 'start', '--port', '0', '--json', '--log', 'silent', '--throttle', 'off'],
    { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] },
  )
  try {
    const [line] = (await once(createInterface({ input: emulator.stdout }), 'line')) as [string]
    const { url } = JSON.parse(line) as { url: string }
    const output = await run(
      join(folder, 'bin', 'schemathesis'),
      [
        'run',
        document,
        '--url',
        url,
        '--checks',
        'not_a_server_error',
        '-n',
        examplesPerOperation,
        '--seed',
        '7',
        '--phases',
        'fuzzing',
      ],
      {
        cwd: folder,
        env: {
          SCHEMATHESIS_HOOKS: join(here, 'hooks.py'),
          CHATAPP_KEY: 'mock-ak-1',
          CHATAPP_SECRET: 'mock-sk-1',
        },
        timeoutSeconds: 280,
      },
    )
    console.log(
      `Schemathesis: ${/\d+ generated, \d+ passed/.exec(output)?.[0] ?? output}, no server error; ${await answeredOk(url)} calls or more were carried out`,
    )
  } catch (error) {
    console.error(`Schemathesis: FAILED, ${(error as Error).message}`)
    process.exitCode = 1
  } finally {
    emulator.kill()
  }
}

/** How many calls got past the gateway: a run in which none did would prove nothing. */
async function answeredOk(url: string): Promise<number> {
  const response = await fetch(`${url}/_mock/journal?limit=1000&query=${encodeURIComponent('code:OK')}`)
  const { exchanges } = (await response.json()) as { exchanges: readonly unknown[] }
  if (exchanges.length === 0)
    throw new Error('no call was carried out: the hooks do not sign as the emulator expects')
  return exchanges.length
}
