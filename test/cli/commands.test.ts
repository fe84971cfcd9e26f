import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { version } from '../../mock-server/ports/version.ts'
import { toBytes, exchangeBytes } from '../raw-socket.ts'
import { massSend, signed } from '../signed-requests.ts'
import { runCli, startJson, type Banner, type Running } from './cli-process.ts'

let server: Running & { readonly banner: Banner }
beforeAll(async () => {
  server = await startJson()
})
afterAll(async () => {
  await server.stop()
})

async function requestIdOf(changes: Record<string, unknown>, secret = 'mock-sk-1'): Promise<string> {
  const { port, host } = new URL(server.banner.url)
  const [answer] = await exchangeBytes(Number(port), [
    toBytes(signed(massSend(changes), { at: Date.now(), host, key: { id: 'mock-ak-1', secret } })),
  ])
  return answer?.headers['x-acs-request-id'] ?? ''
}

describe('explain', () => {
  it('names rule, evidence, source, what was given and what was expected', async () => {
    const id = await requestIdOf({ From: '+8613900000001' })
    const { code, stdout, stderr } = await runCli('explain', id, '--url', server.banner.url)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    for (const part of [
      id,
      'InvalidParameter.FromOnlyNumeric',
      'send.sender-is-numeric',
      'documented',
      'Chat App error codes',
      '+8613900000001',
      'digits only',
    ])
      expect(stdout).toContain(part)
  })

  it('writes the call as a command for curl, which is refused for the same reason', async () => {
    const id = await requestIdOf({ From: '+8613900000001' })
    const { code, stdout } = await runCli('explain', id, '--as', 'curl', '--url', server.banner.url)
    expect(code).toBe(0)
    const answer = await promisify(execFile)('bash', ['-c', stdout])
    expect(JSON.parse(answer.stdout)).toMatchObject({ Code: 'InvalidParameter.FromOnlyNumeric' })
    const unknown = await runCli('explain', id, '--as', 'ruby', '--url', server.banner.url)
    expect([unknown.code, unknown.stderr]).toEqual([
      2,
      expect.stringContaining('curl, node, python') as string,
    ])
  })

  it('prints JSON if asked to', async () => {
    const id = await requestIdOf({})
    const { stdout } = await runCli('explain', id, '--json', '--url', server.banner.url)
    expect(JSON.parse(stdout)).toMatchObject({
      requestId: id,
      code: 'OK',
      rule: 'SendChatappMassMessage.accepted',
    })
  })

  it('explains a signature that does not match', async () => {
    const { stdout } = await runCli('explain', await requestIdOf({}, 'wrong'), '--url', server.banner.url)
    expect(stdout).toContain('SignatureDoesNotMatch')
    expect(stdout).toContain('secret')
  })

  it('keeps what a caller sent in its line', async () => {
    const { url } = server.banner
    const answer = await fetch(`${url}/?Action=${encodeURIComponent('a\n\u001b[2Jb')}`)
    const { stdout } = await runCli('explain', answer.headers.get('x-acs-request-id') ?? '', '--url', url)
    expect(stdout).toMatch(/^Operation +a<U\+000A><U\+001B>\[2Jb\n/m)
    expect(stdout).toMatch(/^Given +a<U\+000A><U\+001B>\[2Jb\n/m)
  })

  it('refuses an id the journal does not have', async () => {
    const { code, stdout, stderr } = await runCli(
      'explain',
      '00000000-0000-5000-8000-000000000000',
      '--url',
      server.banner.url,
    )
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain('00000000-0000-5000-8000-000000000000')
  })

  it('says when no emulator runs there', async () => {
    const { code, stderr } = await runCli(
      'explain',
      '00000000-0000-5000-8000-000000000000',
      '--url',
      'http://127.0.0.1:1',
    )
    expect(code).toBe(2)
    expect(stderr).toContain('http://127.0.0.1:1')
    expect(stderr.trim().split('\n')).toHaveLength(1)
  })
})

describe('evidence', () => {
  it('lists all rules by class, and the totals', async () => {
    const { code, stdout } = await runCli('evidence')
    expect(code).toBe(0)
    for (const name of ['DOCUMENTED', 'OBSERVED', 'ASSUMED']) expect(stdout).toContain(name)
    expect(stdout).toMatch(/\d+ documented, \d+ sdk, \d+ observed, \d+ disputed, \d+ assumed/)
    expect(stdout).toContain('send.channel-is-supported')
  })

  it('prints JSON whose totals add up', async () => {
    const { totals, rules, errors } = JSON.parse((await runCli('evidence', '--json')).stdout) as {
      totals: Record<string, number>
      rules: unknown[]
      errors: unknown[]
    }
    expect(Object.values(totals).reduce((sum, count) => sum + count, 0)).toBe(rules.length + errors.length)
  })
})

describe('openapi', () => {
  it('prints the document that the server serves under its own address', async () => {
    const { code, stdout } = await runCli('openapi')
    expect(code).toBe(0)
    const printed = JSON.parse(stdout) as { openapi: string; paths: object; servers: { url: string }[] }
    expect(printed.openapi).toBe('3.1.0')
    expect(Object.keys(printed.paths)).toHaveLength(177)
    const served = (await (await fetch(`${server.banner.control}/openapi.json`)).json()) as typeof printed
    expect({ ...served, servers: [] }).toEqual({ ...printed, servers: [] })
    expect(served.servers[0]?.url).toBe(server.banner.url)
  })
})

describe('the program', () => {
  it('prints its version and its help with exit code 0', async () => {
    expect(await runCli('--version')).toMatchObject({ code: 0, stdout: `${version}\n` })
    expect(await runCli('--help')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('start') as string,
    })
    expect(await runCli('start', '--help')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('--https-port') as string,
    })
  })

  it.each([
    [['strat'], 'start'],
    [['explian', 'x'], 'explain'],
    [['start', '--lenien'], '--lenient'],
    [['evidence', '--jsn'], '--json'],
  ])('suggests the nearest name for %j', async (args, nearest) => {
    const { code, stderr } = await runCli(...args)
    expect(code).toBe(2)
    expect(stderr).toContain(`Did you mean ${nearest}?`)
  })

  it('asks for what is missing', async () => {
    const { code, stderr } = await runCli('explain')
    expect(code).toBe(2)
    expect(stderr).toContain('request-id')
  })
})

describe('an option that takes one of a few values', () => {
  it.each([
    [
      ['start', '--clock', 'virtal'],
      "error: option '--clock <kind>' argument 'virtal' is invalid. Expected one of system, virtual. Did you mean virtual?",
    ],
    [['contract', '--client', 'skd'], 'Expected one of sdk, command. Did you mean sdk?'],
    [['seed', '--format', 'jsnl'], 'Expected one of csv, jsonl. Did you mean jsonl?'],
    [
      ['wait', 'status:Read', '--of', 'mesages'],
      'Expected one of messages, exchanges. Did you mean messages?',
    ],
  ])('names the nearest: %j', async (args, complaint) => {
    const { code, stdout, stderr } = await runCli(...args)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(complaint)
    expect(stderr).not.toMatch(/\n\s+at /)
  })
})

it('a status there is not is refused where it stands', async () => {
  const { code, stderr } = await runCli('messages', 'status:Deliverd', '--url', server.banner.url)
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: expect.stringContaining('There is no status Deliverd. Did you mean Delivered?'),
  })
})
