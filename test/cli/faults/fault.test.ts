import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exchangeBytes, toBytes } from '../../raw-socket.ts'
import { massSend, signed } from '../../signed-requests.ts'
import { runCli, startJson, type Banner, type Running } from '../cli-process.ts'

let folder: string
let server: Running & { readonly banner: Banner }
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'faults-'))
  server = await startJson()
})
afterAll(async () => {
  await server.stop()
  await rm(folder, { recursive: true })
})

const fault = (...args: string[]) => runCli('fault', ...args, '--url', server.banner.url)

async function fileOf(name: string, text: string): Promise<string> {
  const file = join(folder, name)
  await writeFile(file, text)
  return file
}

async function send(): Promise<{ status: number; requestId: string }> {
  const { port, host } = new URL(server.banner.url)
  const [answer] = await exchangeBytes(Number(port), [toBytes(signed(massSend(), { at: Date.now(), host }))])
  return { status: answer?.status ?? 0, requestId: answer?.headers['x-acs-request-id'] ?? '' }
}

describe('fault', () => {
  it('sets, lists and clears; explain and journal name what struck', async () => {
    const added = await fault(
      'add',
      'error',
      '--with',
      'code=ServiceUnavailable',
      '--with',
      'retryAfter=2s',
      '--at',
      'after-commit',
      '--operation',
      'Send*',
      '--nth',
      '1',
      '--nth',
      '3',
      '--id',
      'one',
    )
    expect(added).toMatchObject({
      code: 0,
      stderr: '',
      stdout:
        'one  error at after-commit, struck 0 of 0\n  with  code=ServiceUnavailable retryAfter=2000\n  when  operation=Send* nth=[1,3]\n',
    })
    const first = await send()
    expect([first.status, (await send()).status]).toEqual([503, 200])
    expect((await fault('list')).stdout).toContain('one  error at after-commit, struck 1 of 2\n')
    const explained = await runCli('explain', first.requestId, '--url', server.banner.url)
    expect(explained.stdout).toContain(
      'Note       fault one: error at after-commit; the call was carried out\n',
    )
    const journal = await runCli('journal', 'fault:error', '--url', server.banner.url)
    expect(journal.stdout).toContain('    fault error\n')
    expect((await fault('clear', 'one')).stdout).toBe('Removed 1.\n')
    expect(await fault('clear', 'one')).toMatchObject({
      code: 2,
      stderr: 'World demo has no fault one. It has none.\n',
    })
    expect((await fault('list')).stdout).toBe('No faults.\n')
  })

  it('reads nested parameters and files', async () => {
    expect(
      (
        await fault(
          'add',
          'latency',
          '--with',
          'spikes.spike=2s',
          '--with',
          'spikes.probability=0.5',
          '--from',
          '1h',
        )
      ).stdout,
    ).toMatch(/with {2}spikes=\{"usual":0,"spike":2000,"probability":0.5\}\n {2}when {2}from=20\d\d-/)
    const file = await fileOf(
      'two.yaml',
      'faults:\n  - fault: reset\n  - { fault: receipt-lost, when: { probability: 0.5 } }\n',
    )
    expect((await fault('add', '--file', file, '--json')).stdout).toContain('"fault": "receipt-lost"')
    expect((await fault('clear')).stdout).toBe('Removed 3.\n')
  })

  it.each([
    [['add', 'resett'], 'there is no fault resett. Did you mean reset?'],
    [['add', 'reset', '--at', 'befor-read'], 'reset cannot strike at befor-read. Did you mean before-read?'],
    [
      ['add', 'reset', '--operation', 'SendChatapMassMessage'],
      'there is no operation SendChatapMassMessage. Did you mean SendChatappMassMessage?',
    ],
    [['add', 'tls-expired'], 'tls-expired needs HTTPS, which is not served here.'],
    [['add'], 'Name a fault, or give --file with a list of them.'],
    [['add', 'reset', '--with', 'nothing'], 'Expected name=value'],
    [['add', 'reset', '--probability', '2'], 'Expected a number from 0 to 1.'],
  ])('refuses %j', async (args, complaint) => {
    const { code, stderr } = await fault(...args)
    expect(code).toBe(2)
    expect(stderr).toContain(complaint)
    expect((await fault('list')).stdout).toBe('No faults.\n')
  })

  it('lists what there is within 80 columns, without a server', async () => {
    const { code, stdout } = await runCli('fault', 'known')
    expect(code).toBe(0)
    expect(stdout).toContain('reset\n')
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([])
    expect(JSON.parse((await runCli('fault', 'known', '--json')).stdout)).toContainEqual(
      expect.objectContaining({ name: 'no-answer', with: [] }),
    )
  })
})

describe('start --faults', () => {
  it('starts with the faults of a file, JSON or YAML', async () => {
    const file = await fileOf(
      'faults.json',
      JSON.stringify({ faults: [{ fault: 'throttling-storm', when: { key: 'mock-ak-1' } }] }),
    )
    const started = await startJson('--faults', file)
    const listed = await runCli('fault', 'list', '--url', started.banner.url)
    expect(listed.stdout).toBe('f1  throttling-storm at before-read, struck 0 of 0\n  when  key=mock-ak-1\n')
    await started.stop()
  })

  it.each(['', '# later\n', 'faults:\n'])(
    'starts with nothing when the file says nothing: %j',
    async (text) => {
      const file = join(folder, 'nothing.yaml')
      await writeFile(file, text)
      expect(await runCli('start', '--port', '0', '--faults', file)).toMatchObject({
        code: 2,
        stdout: '',
        stderr: expect.stringMatching(/nothing\.yaml:1:1: faults: Invalid input: expected array/),
      })
    },
  )

  it('starts with nothing when one of them is wrong, and names file, line, key and nearest name of each', async () => {
    const file = await fileOf(
      'wrong.yaml',
      [
        'faults:', //
        '  - fault: reste',
        '  - fault: latency',
        '    with: { fixd: 2s }',
        '  - fault: reset',
        '    whn: {}',
        '    at: somewhere',
        '',
      ].join('\n'),
    )
    const { code, stdout, stderr } = await runCli('start', '--port', '0', '--faults', file)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    const lines = stderr
      .trim()
      .split('\n')
      .map((line) => line.replace(`${file}:`, ''))
    expect(lines[0]).toBe(
      '2:5: faults.0.fault: there is no fault reste. Did you mean reset? All are listed by: chatapp-mock fault known',
    )
    expect(lines[1]).toMatch(
      /^4:13: faults\.1\.with\.fixd: latency has no parameter fixd\. Did you mean fixed\? It has fixed, /,
    )
    expect(lines[2]).toMatch(
      /^6:5: faults\.2\.whn: unknown key\. Did you mean when\? Known here: id, fault, with, at, when\.$/,
    )
  })

  it.each([
    [
      'faults:\n  - fault: reset\n    when: { key: mock-ak1 }\n',
      '3:13: faults.0.when.key: the world has no key mock-ak1. Did you mean mock-ak-1?',
    ],
    [
      'faults:\n  - fault: tls-expired\n',
      '2:5: faults.0.fault: tls-expired needs HTTPS, which is not served here.',
    ],
    ['fault: reset\n', '1:1: fault: unknown key. Did you mean faults?'],
    ['faults: [\n', '2:1:'],
  ])('refuses %j', async (text, complaint) => {
    const file = await fileOf('bad.yaml', text)
    const { code, stderr } = await runCli('start', '--port', '0', '--faults', file)
    expect(code).toBe(2)
    expect(stderr).toContain(`${file}:${complaint}`)
  })
})
