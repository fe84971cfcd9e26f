import { execFile } from 'node:child_process'
import { copyFile, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { startMockServer } from './watched-emulators.ts'
import type { MockServer } from '../mock-server/entry/start-mock-server.ts'

const run = promisify(execFile)
const root = join(import.meta.dirname, '..')
/** A user's project, in the checkout so that it finds the vendor's SDK, with this run's build installed. */
const folder = join(root, '.cache', `readme-${process.pid}`)

/** The code blocks of a page in a language, in order. */
async function blocks(page: string, language: string): Promise<string[]> {
  const text = await readFile(join(root, page), 'utf8')
  return [...text.matchAll(new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 'gs'))].map(
    ([, code]) => code as string,
  )
}

let server: MockServer
let sdkExample = ''

beforeAll(async () => {
  server = await startMockServer()
  sdkExample = (await blocks('README.md', 'js'))[0] ?? ''
  const installed = join(folder, 'node_modules', 'chatapp-mock')
  await rm(folder, { recursive: true, force: true })
  await mkdir(installed, { recursive: true })
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }')
  await copyFile(join(root, 'package.json'), join(installed, 'package.json'))
  await symlink(dirname(inject('cli').file), join(installed, 'dist'))
})
afterAll(async () => {
  await server.close()
  await rm(folder, { recursive: true, force: true })
})

/** What vitest says about one file of the user's project, whether it passes or not. */
async function resultOf(file: string): Promise<object> {
  const vitest = join(root, 'node_modules/vitest/vitest.mjs')
  const { stdout } = await run(process.execPath, [
    vitest,
    'run',
    file,
    '--root',
    folder,
    '--reporter',
    'json',
  ]).catch((error: { stdout: string }) => error)
  return JSON.parse(stdout.slice(stdout.indexOf('{'))) as object
}

describe('the code of the pages', () => {
  it('sends with the vendor SDK as the README shows', async () => {
    await writeFile(join(folder, 'send.mjs'), sdkExample.replace('127.0.0.1:4010', new URL(server.url).host))
    const { stdout } = await run('node', [join(folder, 'send.mjs')])
    expect(stdout).toMatch(/^OK 89\d{14}\n$/)
  })

  it('tests with vitest as the README shows', async () => {
    const [test = ''] = await blocks('README.md', 'ts')
    const sending = sdkExample
      .replace(
        'const client',
        'export async function sendOrderNotice({ endpoint, key, secret }, to) {\nconst client',
      )
      .replace("'127.0.0.1:4010'", 'new URL(endpoint).host')
      .replace("'mock-ak-1'", 'key')
      .replace("'mock-sk-1'", 'secret')
      .replace("'8613800000001'", 'to')
      .replace(/console\.log.*\n/, '}\n')
      // Under vite the default import of this CommonJS package is its class, under Node the object that holds it.
      .replace(
        "import cams from '@alicloud/cams20200606'",
        "import { createRequire } from 'node:module'\nconst cams = createRequire(import.meta.url)('@alicloud/cams20200606')",
      )
    await writeFile(join(folder, 'your-code.js'), sending)
    await writeFile(join(folder, 'order.test.ts'), test)
    await writeFile(join(folder, 'vitest.config.js'), 'export default {}')
    expect(await resultOf('order.test.ts')).toMatchObject({
      numPassedTests: 1,
      numFailedTests: 0,
      success: true,
    })

    // The same code forgets a value: the call is accepted, and nothing arrives.
    await writeFile(join(folder, 'your-code.js'), sending.replace(", order: 'A1'", ''))
    await writeFile(join(folder, 'waits.test.ts'), test.replace(/ *await expect\(world\).*\n/, ''))
    for (const [file, reason] of [
      ['order.test.ts', /it is going to fail with 132000/],
      ['waits.test.ts', /Waited for .* in vain\. .*ends as Failed \(132000\)/],
    ] as const) {
      const failed = await resultOf(file)
      expect(failed).toMatchObject({ numPassedTests: 0, numFailedTests: 1, success: false })
      expect(JSON.stringify(failed)).toMatch(reason)
    }
  }, 120_000)

  it('uses one handle for three ways to run as the testing page shows', async () => {
    const code =
      (await blocks('docs/testing.md', 'ts')).find((each) => each.includes('startMockServer')) ?? ''
    await writeFile(join(folder, 'handles.mjs'), code)
    const { stdout } = await run('node', [join(folder, 'handles.mjs')])
    expect(stdout).toBe(
      'w1 2026-01-01T02:00:00.000Z\nw1 2026-01-01T02:00:00.000Z\nw2 2026-01-01T02:00:00.000Z\n',
    )
  })

  it('starts with the two commands the README promises', async () => {
    const { scripts } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>
    }
    const text = await readFile(join(root, 'README.md'), 'utf8')
    expect(text).toContain('npm ci && npm start')
    expect(text).toContain('npm ci && npm test')
    expect(scripts).toMatchObject({
      start: 'node dist/cli.js start',
      test: 'npm run format:check && npm run types && npm run lint && vitest run',
    })
  })
})
