import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { leanedOn, readTolerance } from '../../../cli/evidence/touched.ts'
import { runCli, startJson } from '../cli-process.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'evidence-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const reportOf = async (name: string, only: string): Promise<string> => {
  const file = join(folder, name)
  await runCli('contract', '--target', 'in-process', '--only', only, '--json', file)
  return file
}

describe('evidence --fail-on', () => {
  it('fails a run that leaned on guesses, and names them with scenario and step', async () => {
    const { code, stdout } = await runCli(
      'evidence',
      '--fail-on',
      'assumed',
      '--from',
      await reportOf('guesses.json', 'template-unknown,sender-with-a-plus'),
    )
    expect(stdout).toMatch(
      /^send\.template-exists {2}assumed: [^\n]*\n {2}[^\n]*guesses\.json: template-unknown, step 1 \(DetailError\.TemplateNotExist\)/,
    )
    expect(stdout).not.toContain('send.sender-is-numeric')
    expect(code).toBe(1)
  })

  it('passes a run that leaned on documentation alone', async () => {
    const { code, stdout } = await runCli(
      'evidence',
      '--fail-on',
      'assumed,stale:90d',
      '--from',
      await reportOf('documented.json', 'sender-with-a-plus'),
    )
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: 'None of 1 answers leaned on what --fail-on names.\n',
    })
  })

  it('reads the journals of a running emulator', async () => {
    const server = await startJson()
    const before = await runCli('evidence', '--fail-on', 'assumed', '--url', server.banner.url)
    await fetch(`${server.banner.url}/?a=%zz`)
    const { code, stdout } = await runCli('evidence', '--fail-on', 'assumed', '--url', server.banner.url)
    await server.stop()
    expect(before.code).toBe(0)
    expect(stdout).toContain('gateway.request-is-readable  assumed')
    expect(code).toBe(1)
  })

  it('takes an observation for stale when it is older than allowed, or says nothing of its age', () => {
    const touches = [{ rule: 'gateway.action-is-known', class: 'observed', where: 'here' }] as const
    expect(leanedOn(touches, readTolerance('stale:90d'), 0)).toMatchObject([
      {
        rule: 'gateway.action-is-known',
        why: expect.stringMatching(/^observed, nobody says when/),
        places: ['here'],
      },
    ])
    expect(leanedOn(touches, readTolerance('assumed'), 0)).toEqual([])
    expect(
      leanedOn(
        [{ rule: 'fault.struck', class: 'assumed', where: 'a fault set on purpose' }],
        readTolerance('assumed'),
        0,
      ),
    ).toEqual([])
  })

  it.each<[string, string[], RegExp]>([
    [
      'a class that does not exist',
      ['--fail-on', 'asumed'],
      /--fail-on asumed: there is no such class\. Did you mean assumed\?/,
    ],
    ['an age that is none', ['--fail-on', 'stale:old'], /expected a duration such as stale:90d/],
    ['a report without a word on what to look for', ['--from', 'report.json'], /--from needs --fail-on/],
    [
      'a report that is not there',
      ['--fail-on', 'assumed', '--from', 'nowhere.json'],
      /Cannot read nowhere\.json/,
    ],
  ])('refuses %s', async (_, args, complaint) => {
    const { code, stderr } = await runCli('evidence', ...args)
    expect(stderr).toMatch(complaint)
    expect(code).toBe(2)
  })

  it('refuses a file that is no report', async () => {
    const file = join(folder, 'other.json')
    await writeFile(file, '{}')
    expect(await runCli('evidence', '--fail-on', 'assumed', '--from', file)).toMatchObject({
      code: 2,
      stderr: `${file} is no report of chatapp-mock contract --json.\n`,
    })
  })
})
