import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runCli, startCommand } from '../cli-process.ts'

const root = join(import.meta.dirname, '..', '..', '..')
const application = join(root, 'test/consumers/node/live-host.mjs')
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(root, '.cache', 'exec-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** A program of Node in a file of its own. */
async function program(name: string, source: string): Promise<string> {
  const file = join(folder, `${name}.mjs`)
  await writeFile(file, source)
  return file
}

/** Whether a process runs. One that has ended stays in the table until its parent asks for it. */
const isAlive = (pid: number): boolean => {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' })
  return stdout.trim() !== '' && !stdout.startsWith('Z')
}

/** Whether something listens on a port of this machine. */
async function isOpen(url: string): Promise<boolean> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  const opened = await Promise.race([
    once(socket, 'connect').then(() => true),
    once(socket, 'error').then(() => false),
  ]).catch(() => false)
  socket.destroy()
  return opened
}

describe('an application with the live host in its code', () => {
  it('reaches the emulator unmodified, and the summary counts what it sent', async () => {
    const { code, stdout, stderr } = await runCli('exec', '--audit', 'live-host', '--', 'node', application)
    expect({ code, stdout }, stderr).toEqual({ code: 0, stdout: 'OK\n' })
    expect(stderr).toContain('1 × SendChatappMassMessage: OK')
    expect(stderr).toContain('Audit: 1 recipient; 0 got no message, 0 got more than one.')
  })

  it('reaches it by fetch and in plain HTTP as well, and by the proxy of the environment', async () => {
    const file = await program(
      'ways',
      `import { request } from 'node:http'
       const host = 'cams.ap-southeast-1.aliyuncs.com'
       for (const scheme of ['http', 'https']) console.log((await (await fetch(scheme + '://' + host + '/?Action=X&Format=JSON')).json()).Code)
       const { hostname, port } = new URL(process.env.HTTP_PROXY)
       request({ hostname, port, path: 'http://' + host + '/?Action=X&Format=JSON', headers: { host } }, async (answer) => {
         let text = ''
         for await (const part of answer) text += part
         console.log(JSON.parse(text).Code)
       }).end()`,
    )
    const { code, stdout, stderr } = await runCli('exec', '--', 'node', file)
    expect(code, stderr).toBe(0)
    const answers = stdout.trim().split('\n')
    expect(answers).toHaveLength(3)
    expect(new Set(answers).size).toBe(1)
    expect(answers[0]).not.toBe('undefined')
  })

  it('finds a TaskId without messages', async () => {
    const { code, stderr } = await runCli('exec', '--audit', 'another', '--', 'node', application)
    expect(code, stderr).toBe(1)
    expect(stderr).toContain('Audit: 0 recipients')
  })
})

describe('the tripwire', () => {
  it('names another service of the vendor, and the line that called it, and ends with 3', async () => {
    const file = await program(
      'sms',
      `import { get } from 'node:https'
       get('https://dysmsapi.aliyuncs.com/').on('error', (error) => console.log(error.message))`,
    )
    const { code, stdout, stderr } = await runCli('exec', '--', 'node', file)
    expect(code).toBe(3)
    expect(stdout).toContain('refused the connection to dysmsapi.aliyuncs.com')
    expect(stderr).toMatch(/TRIPWIRE[^]*1 × dysmsapi\.aliyuncs\.com, called by .*sms\.mjs:2:/)
  })

  it('rings for a client of another language, which asks the proxy', async () => {
    const file = await program(
      'connect',
      `import { request } from 'node:http'
       const { hostname, port } = new URL(process.env.HTTPS_PROXY)
       request({ hostname, port, method: 'CONNECT', path: 'ecs.cn-shanghai.aliyuncs.com:443' })
         .on('connect', ({ statusCode }) => (console.log(statusCode), process.exit(0))).end()`,
    )
    const { code, stdout, stderr } = await runCli('exec', '--json', '--', 'node', file)
    expect(code).toBe(3)
    expect(stderr).toBe('403\n')
    expect(JSON.parse(stdout)).toMatchObject({
      exitCode: 0,
      tripwire: true,
      refused: [{ host: 'ecs.cn-shanghai.aliyuncs.com', times: 1 }],
    })
  })

  it('leaves other hosts alone; --offline refuses them, without ringing', async () => {
    const file = await program(
      'other',
      `await fetch('http://192.0.2.1/').catch((error) => console.log(error.cause.message))`,
    )
    const { code, stdout, stderr } = await runCli('exec', '--offline', '--', 'node', file)
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: 'chatapp-mock exec refused the connection to 192.0.2.1; nothing was sent there.\n',
    })
    expect(stderr).toContain('Refused:\n  1 × 192.0.2.1')
    expect(stderr).not.toContain('TRIPWIRE')
  })
})

describe('the end of a command', () => {
  it('passes its exit code on, and 128 + n for a signal', async () => {
    expect((await runCli('exec', '--', 'sh', '-c', 'exit 7')).code).toBe(7)
    expect((await runCli('exec', '--', 'sh', '-c', 'kill -9 $$')).code).toBe(137)
  })

  it('refuses a command that does not exist', async () => {
    const { code, stderr } = await runCli('exec', '--', 'no-such-command-here')
    expect(code).toBe(2)
    expect(stderr).toContain('There is no command "no-such-command-here"')
    expect((await runCli('exec')).code).toBe(2)
  })

  it('ends what the command left running, in its group and outside', async () => {
    const file = await program(
      'forks',
      `import { spawn } from 'node:child_process'
       for (const detached of [false, true]) {
         const child = spawn('sleep', ['300'], { detached, stdio: 'ignore' })
         child.unref()
         console.log(child.pid)
       }
       console.log(process.env.CHATAPP_MOCK_URL)`,
    )
    const { code, stdout, stderr } = await runCli('exec', '--', 'node', file)
    const [first, second, url = ''] = stdout.split('\n')
    expect(code, stderr).toBe(0)
    expect(stderr).toContain('Stopped 2 processes that the command left running.')
    expect([isAlive(Number(first)), isAlive(Number(second)), await isOpen(url)]).toEqual([
      false,
      false,
      false,
    ])
  })

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('on %s ends the command with all it started, and its own port', async (signal, expected) => {
    const script = 'sleep 300 & echo "pids $$ $! $CHATAPP_MOCK_URL"; wait'
    const running = await startCommand(['exec', '--', 'sh', '-c', script], /pids .*\n/)
    const [, first, second, url = ''] = /pids (\d+) (\d+) (\S+)/.exec(running.stdout()) ?? []
    expect(await isOpen(url)).toBe(true)
    const { code } = await running.stop(signal)
    expect(code).toBe(expected)
    expect([isAlive(Number(first)), isAlive(Number(second)), await isOpen(url)]).toEqual([
      false,
      false,
      false,
    ])
  })
})
