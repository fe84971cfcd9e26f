import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runCli, startJson, type Banner, type Running } from '../cli-process.ts'

let folder: string
let server: Running & { readonly banner: Banner }
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'contract-'))
  server = await startJson()
})
afterAll(async () => {
  await server.stop()
  await rm(folder, { recursive: true, force: true })
})

const write = async (name: string, text: string): Promise<string> => {
  const file = join(folder, name)
  await writeFile(file, text)
  return file
}

const failing = `name: fails
summary: Expects what does not come.
effectOnLive: never
story:
  - call: SendChatappMassMessage
    with: { Language: tlh }
`

describe('contract', () => {
  it('plays what is chosen, prints each as it was played, and exits with 0', async () => {
    const { code, stdout, stderr } = await runCli(
      'contract',
      '--target',
      'in-process',
      '--only',
      'clock-*,throttled',
    )
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toMatch(/ok {6}throttled\n[^]*ok {6}clock-skew\n/)
    expect(stdout).toContain('3 passed, 0 failed, 0 skipped on in-process in ')
  })

  it('plays on an emulator that runs elsewhere, receipts and persons included', async () => {
    const { code, stdout } = await runCli(
      'contract',
      '--target',
      server.banner.url,
      '--only',
      'payload-comes-back,key-unknown,receipts-in-order',
    )
    expect(stdout).toContain('3 passed')
    expect(code).toBe(0)
  })

  it('exits with 1 when a scenario fails, and writes all reports', async () => {
    const file = await write('fails.yaml', failing)
    const [junit, json, html] = ['r.xml', 'r.json', 'r.html'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ]
    const { code, stdout } = await runCli(
      'contract',
      file,
      '--target',
      'in-process',
      '--junit',
      junit,
      '--json',
      json,
      '--html',
      html,
      '--github',
    )
    expect(code).toBe(1)
    expect(stdout).toContain('FAILED  fails')
    expect(stdout).toContain(`::error file=${file},title=fails on in-process::`)
    expect(await readFile(junit, 'utf8')).toContain('failures="1"')
    expect(JSON.parse(await readFile(json, 'utf8'))).toMatchObject({ tally: { failed: 1 } })
    expect(await readFile(html, 'utf8')).toContain('1 of 1 scenarios failed')
  })

  it('finds no difference between the emulator here and one elsewhere', async () => {
    const { code, stdout } = await runCli(
      'contract',
      '--target',
      'mock',
      '--against',
      server.banner.url,
      '--only',
      'send-to-one-person,template-*',
    )
    expect(stdout).toContain(`0 differences between mock and ${server.banner.url}`)
    expect(code).toBe(0)
  })

  it('lists without playing', async () => {
    const { code, stdout } = await runCli('contract', '--list', '--only', 'throttled*')
    expect(code).toBe(0)
    expect(stdout.trim().split('\n')).toHaveLength(2)
  })

  it.each<[string, string[], RegExp]>([
    [
      'a scenario that does not exist',
      ['--only', 'throtled'],
      /--only throtled: there is no such scenario\. Did you mean throttled\?/,
    ],
    ['a target that does not exist', ['--target', 'mok'], /There is no target mok\. Did you mean mock\?/],
    [
      'a value that does not exist',
      ['--set', 'form=1'],
      /--set form: there is no value of that name\. Did you mean from\?/,
    ],
    ['a value without =', ['--set', 'from'], /expected name=value/],
    ['a file that does not exist', ['nowhere.yaml'], /Cannot read nowhere\.yaml: there is no such file/],
    [
      'a report that cannot be written',
      ['--html', '/nowhere/at/all.html'],
      /Cannot write \/nowhere\/at\/all\.html/,
    ],
    ['a command that is missing', ['--client', 'command'], /--client command needs --command/],
    ['a list of scenarios that is empty', ['--only', ''], /--only names no scenario/],
    [
      'a report that is a folder',
      ['--only', 'throttled', '--html', import.meta.dirname],
      /Cannot write .*: it is a folder/,
    ],
    ['a scenario that is a folder', [import.meta.dirname], /Cannot read .*: it is a folder/],
    [
      'the address of nobody',
      ['--target', 'http://127.0.0.1:1'],
      /No emulator answers at http:\/\/127\.0\.0\.1:1, so it is taken for the service/,
    ],
    [
      'the address of the service without --live',
      ['--target', 'https://cams.ap-southeast-1.aliyuncs.com'],
      /may reach real people/,
    ],
  ])('with %s plays nothing, says what to do, and exits with 2', async (_, args, complaint) => {
    const { code, stdout, stderr } = await runCli('contract', ...args)
    expect(stderr).toMatch(complaint)
    expect({ code, played: /^(ok|FAILED)/m.test(stdout), stack: /\n\s+at /.test(stderr) }).toEqual({
      code: 2,
      played: false,
      stack: false,
    })
  })

  it('names file and line of a malformed scenario, and writes no report', async () => {
    const file = await write('broken.yaml', failing.replace('Language', 'Langage'))
    const { code, stderr } = await runCli('contract', file, '--junit', join(folder, 'broken.xml'))
    expect(code).toBe(2)
    expect(stderr).toContain(
      `${file}:6:13: story.0.with.Langage: SendChatappMassMessage has no parameter Langage. Did you mean Language?`,
    )
    expect(await readdir(folder)).not.toContain('broken.xml')
  })
})

describe('--client command', () => {
  it("plays calls through a program of the user's", async () => {
    const program = await write(
      'call.mjs',
      `import { createClient } from ${JSON.stringify(join(import.meta.dirname, '../../../sdk/index.ts'))}
let text = ''
for await (const chunk of process.stdin) text += chunk
const { CHATAPP_ENDPOINT: endpoint, CHATAPP_OPERATION: operation, ALIBABA_CLOUD_ACCESS_KEY_ID: accessKeyId, ALIBABA_CLOUD_ACCESS_KEY_SECRET: accessKeySecret } = process.env
await createClient({ endpoint, credentials: { accessKeyId, accessKeySecret }, retry: { attempts: 1 } }).call(operation, JSON.parse(text))
`,
    )
    const { code, stdout, stderr } = await runCli(
      'contract',
      '--target',
      'mock',
      '--client',
      'command',
      '--command',
      `${process.execPath} --import tsx ${program}`,
      '--only',
      'send-to-one-person,sender-with-a-plus',
    )
    expect({ stderr, stdout: stdout.replace(/ in .*/, '') }).toEqual({
      stderr: '',
      stdout:
        'ok      send-to-one-person\nok      sender-with-a-plus\n2 passed, 0 failed, 0 skipped on mock\n',
    })
    expect(code).toBe(0)
  })

  it('says what a program printed that made no call', async () => {
    const { code, stdout } = await runCli(
      'contract',
      '--target',
      'mock',
      '--client',
      'command',
      '--command',
      'echo nothing to do',
      '--only',
      'send-to-one-person',
    )
    expect(code).toBe(1)
    expect(stdout).toContain('made no call with mock-ak-1.w1. It printed: nothing to do')
  })
})
