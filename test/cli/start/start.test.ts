import { execFileSync } from 'node:child_process'
import { mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises'
import { request as httpsRequest } from 'node:https'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { toBytes, exchangeBytes } from '../../raw-socket.ts'
import { massSend, signed, type Parameters, type Signing } from '../../signed-requests.ts'
import { beginCli, runCli, startCli, startJson, type Ended } from '../cli-process.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chatapp-mock-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const file = async (name: string, text: string): Promise<string> => {
  const path = join(folder, name)
  await writeFile(path, text)
  return path
}

/** Sends a mass message to a server that runs by the machine's time. */
async function send(
  url: string,
  changes: Parameters = {},
  signing: Signing = {},
): Promise<Record<string, unknown>> {
  const { port, host } = new URL(url)
  const [answer] = await exchangeBytes(Number(port), [
    toBytes(signed(massSend(changes), { at: Date.now(), host, nonce: `cli-${Math.random()}`, ...signing })),
  ])
  return JSON.parse(answer?.body ?? '{}') as Record<string, unknown>
}

const refusal = ({ code, stdout, stderr }: Ended) => ({ code, stdout, lines: stderr.trim().split('\n') })

describe('start --demo', () => {
  it.each(['system', 'virtual'])('fills a week of sample campaigns, on a %s clock', async (clock) => {
    const server = await startJson('--demo', '--clock', clock)
    try {
      const { url } = server.banner
      const asked = async <T>(path: string): Promise<T> =>
        (await (await fetch(`${url}/_mock${path}`)).json()) as T
      const { count, batches, status, template } = await asked<{
        count: number
        batches: number
        status: object
        template: object
      }>('/message-counts')
      expect(count).toBeGreaterThan(3000)
      expect(batches).toBeGreaterThan(50)
      expect(Object.keys(status)).toEqual(expect.arrayContaining(['Read', 'Delivered', 'Failed']))
      expect(Object.keys(template)).toEqual(expect.arrayContaining(['otp', 'spring_sale', 'greeting_ar']))
      const refusals = await asked<{ exchanges: readonly unknown[] }>('/journal?query=-code:OK')
      expect(refusals.exchanges).toHaveLength(7)
      const { kind, now } = await asked<{ kind: string; now: number }>('/clock')
      const newest = await asked<{ batches: readonly { at: number }[] }>('/batches?limit=1')
      expect([kind, now - (newest.batches[0]?.at ?? 0) < 60_000]).toEqual([clock, true])
    } finally {
      await server.stop()
    }
  })

  it('is refused together with a world of its own', async () => {
    const { code, stderr } = await runCli('start', '--demo', '--world', 'world.yaml')
    expect([code, stderr]).toEqual([2, expect.stringContaining('leave out --world, or --demo') as string])
  })
})

describe('a started server', () => {
  it('prints a banner with address, credentials, control address and an example for the official client', async () => {
    const server = await startCli([], /Ctrl\+C stops/)
    const text = server.stdout()
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(text)?.[0] ?? ''
    expect(text).toContain('mock-ak-1')
    expect(text).toContain('mock-sk-1')
    expect(text).toContain(`${url}/_mock`)
    expect(text).toContain("from '@alicloud/cams20200606'")
    expect((await send(url))['Code']).toBe('OK')
    expect((await server.stop()).stderr).toBe('')
  })

  it.each(['SIGINT', 'SIGTERM'] as const)(
    'answers its health, and stops with exit code 0 on %s',
    async (signal) => {
      const server = await startJson()
      const health = await fetch(`${server.banner.control}/health`)
      expect(health.status).toBe(200)
      expect(await server.stop(signal)).toMatchObject({ code: 0, signal: null, stderr: '' })
    },
  )

  it.each(['SIGINT', 'SIGTERM'] as const)(
    'stops with exit code 0 on %s while it is starting',
    async (signal) => {
      const pipe = join(folder, signal)
      execFileSync('mkfifo', [pipe])
      const starting = beginCli('start', '--port', '0', '--log', 'silent', '--world', pipe)
      // Can be opened once the server has opened its other end, and reads on until this one is closed.
      const world = await open(pipe, 'w')
      starting.kill(signal)
      await world.close()
      expect(await starting.ended).toMatchObject({ code: 0, signal: null, stderr: '' })
    },
  )

  it('prints the banner as one line of JSON', async () => {
    const server = await startJson('--seed', '42')
    expect(server.banner).toMatchObject({
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) as string,
      seed: 42,
      accessKeyId: 'mock-ak-1',
      accessKeySecret: 'mock-sk-1',
    })
    await server.stop()
  })

  it('logs an exchange as JSON', async () => {
    const server = await startJson('--log', 'info')
    const { RequestId } = await send(server.banner.url, { From: '+1' })
    const [line] = await server.waitFor(/\n(\{.*FromOnlyNumeric.*\})\n/)
    expect(JSON.parse(line)).toMatchObject({
      requestId: RequestId,
      status: 400,
      code: 'InvalidParameter.FromOnlyNumeric',
      rule: 'send.sender-is-numeric',
    })
    await server.stop()
  })

  it('goes on when nobody reads its log any more', async () => {
    const server = await startJson('--log', 'info')
    server.stopReading()
    for (let call = 0; call < 3; call++) expect((await send(server.banner.url))['Code']).toBe('OK')
    expect(await server.stop()).toMatchObject({ code: 0, stderr: '' })
  })

  it('logs nothing but the banner when silent', async () => {
    const server = await startJson()
    await send(server.banner.url)
    expect((await server.stop()).stdout.trim().split('\n')).toHaveLength(1)
  })

  it('gives the same ids for the same seed', async () => {
    const ids = []
    for (const seed of ['7', '7', '8']) {
      const server = await startJson('--seed', seed)
      ids.push((await send(server.banner.url))['GroupMessageId'])
      await server.stop()
    }
    expect(ids[0]).toBe(ids[1])
    expect(ids[0]).not.toBe(ids[2])
  })

  it('adopts unknown numbers and templates with --lenient', async () => {
    const server = await startJson('--lenient')
    expect((await send(server.banner.url, { From: '4915100000001', TemplateCode: 'anything' }))['Code']).toBe(
      'OK',
    )
    await server.stop()
  })

  it.each([
    ['on', 'System.LimitControl'],
    ['System.LimitControl', 'System.LimitControl'],
    ['Throttling.User', 'Throttling.User'],
    ['off', undefined],
  ])('throttles as told by --throttle %s', async (mode, code) => {
    const server = await startJson('--throttle', mode)
    const { port, host } = new URL(server.banner.url)
    // Thirty calls at once touch at most two windows of one second, which admit ten each.
    const calls = Array.from({ length: 30 }, () => toBytes(signed(massSend(), { at: Date.now(), host })))
    const answers = await exchangeBytes(Number(port), calls, { answers: 30 })
    const codes = new Set(answers.map(({ body }) => (JSON.parse(body) as { Code: string }).Code))
    expect([...codes]).toEqual(code === undefined ? ['OK'] : ['OK', code])
    await server.stop()
  })

  it('changes an assumption with --assume, and leaves explanations out of the headers with --no-explain-headers', async () => {
    const server = await startJson(
      '--assume',
      'unknownSender=PhoneNumberNotRegistered',
      '--no-explain-headers',
    )
    expect((await send(server.banner.url, { From: '1' }))['Code']).toBe('PhoneNumberNotRegistered')
    const { headers } = await fetch(server.banner.url)
    expect([...headers.keys()].filter((name) => name.startsWith('x-mock'))).toEqual([])
    await server.stop()
  })

  it('serves HTTPS to a client that trusts the CA it wrote, and to no other', async () => {
    const ca = join(folder, 'ca.pem')
    const server = await startJson('--https-port', '0', '--ca-out', ca)
    const pem = await readFile(ca, 'utf8')
    const url = new URL(server.banner.httpsUrl ?? '')
    const { headers, body, method } = signed(massSend(), { at: Date.now(), host: url.host })
    const ask = (trusted: string | undefined) =>
      new Promise<number | string>((resolve) => {
        httpsRequest(
          { host: '127.0.0.1', port: url.port, method, headers, ...(trusted && { ca: trusted }) },
          (response) => resolve(response.resume().statusCode ?? 0),
        )
          .on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
          .end(body)
      })
    expect(await ask(undefined)).toMatch(/CERT|SIGNATURE|ISSUER/)
    expect(await ask(pem)).toBe(200)
    await server.stop()
  })
})

describe('a server that cannot start', () => {
  it('says in one line that the port is in use', async () => {
    const blocker = createServer()
    await new Promise<void>((resolve) => blocker.listen(0, '127.0.0.1', resolve))
    const { port } = blocker.address() as AddressInfo
    const { code, stdout, lines } = refusal(await runCli('start', '--port', String(port)))
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(lines).toEqual([
      `Port ${port} on 127.0.0.1 is in use. Stop what runs there, or choose another with --port (0 picks a free one).`,
    ])
    blocker.close()
  })

  it.each([
    [['--port', 'abc'], 'whole number from 0 to 65535'],
    [['--port', '70000'], 'whole number from 0 to 65535'],
    [['--port', '-1'], 'whole number from 0 to 65535'],
    [['--https-port', '1.5'], 'whole number'],
    [['--seed', 'x'], 'whole number'],
    [['--throttle', 'maybe'], 'System.LimitControl'],
    [['--log', 'loud'], 'silent'],
    [['--assume', 'unknownSendr=x'], 'unknownSender'],
    [['--assume', 'unknownSender=x'], 'PhoneNumberNotRegistered'],
    [['--ca-out', 'ca.pem'], '--https-port'],
    [['--prot', '1'], '--port'],
    [['--world', '/nowhere/world.yaml'], 'no such file'],
  ])('refuses %j and says what would do', async (args, hint) => {
    const { code, stdout, lines } = refusal(await runCli('start', ...args))
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(lines[0]).toContain(hint === '--port' ? '--prot' : hint)
    expect(lines.join('\n')).toContain(hint)
    expect(lines.join('\n')).not.toMatch(/\bat .*\.js:\d+/)
  })
})

describe('a world file', () => {
  it('adds to the demo world', async () => {
    const world = await file(
      'world.yaml',
      'accounts:\n  - uid: "5"\n    keys:\n      - { id: own-ak, secret: own-sk }\n    spaces:\n      - id: cams-own00001\n        waba: "1"\n        numbers: ["4915100000001"]\n        templates:\n          - { code: own, name: own, language: de }\n',
    )
    const server = await startJson('--world', world)
    const own = { CustSpaceId: 'cams-own00001', From: '4915100000001', TemplateCode: 'own', Language: 'de' }
    expect((await send(server.banner.url, own, { key: { id: 'own-ak', secret: 'own-sk' } }))['Code']).toBe(
      'OK',
    )
    expect((await send(server.banner.url))['Code']).toBe('OK')
    await server.stop()
  })

  it('is what the example of the banner sends to: a sender, a template of its channel, and the variables of that', async () => {
    const spaces = [
      {
        id: 'own',
        viber: ['9'],
        templates: [
          { code: 'w', name: 'w', language: 'en' },
          {
            code: 'v',
            name: 'v',
            language: 'de',
            type: 'VIBER',
            components: [{ Type: 'BODY', Text: '$(name) $(slot) $(2)' }],
          },
        ],
      },
    ]
    const world = await file(
      'viber.json',
      JSON.stringify({
        extends: 'nothing',
        accounts: [{ uid: '5', keys: [{ id: 'own-ak', secret: 'own-sk' }], spaces }],
      }),
    )
    const server = await startCli(['--world', world], /Ctrl\+C stops/)
    for (const part of [
      "accessKeyId: 'own-ak'",
      "channelType: 'viber', from: '9'",
      "templateCode: 'v', language: 'de'",
      `templateParams: { name: 'Ann', slot: 'sample', "2": 'sample' }`,
    ])
      expect(server.stdout()).toContain(part)
    await server.stop()
  })

  it('may be JSON, and replace the demo world', async () => {
    const world = await file(
      'world.json',
      JSON.stringify({
        extends: 'nothing',
        accounts: [{ uid: '5', keys: [{ id: 'own-ak', secret: 'own-sk' }] }],
      }),
    )
    const server = await startJson('--world', world)
    expect(server.banner.accessKeyId).toBe('own-ak')
    expect((await send(server.banner.url))['Code']).toBe('InvalidAccessKeyId.NotFound')
    await server.stop()
  })

  it.each([
    ['a misspelt key', 'accounts:\n  - uid: "5"\n    keyz: []\n', ':3:5: ', 'Did you mean keys?'],
    [
      'a misspelt value',
      'accounts:\n  - uid: "5"\n    spaces:\n      - id: s\n        templates:\n          - { code: c, name: n, language: en, type: WHATSAP }\n',
      ':6:',
      'Did you mean WHATSAPP?',
    ],
    [
      'a language nobody speaks',
      'accounts:\n  - uid: "5"\n    spaces:\n      - id: s\n        templates:\n          - code: c\n            name: n\n            language: xx\n',
      ':8:13: ',
      '68 language codes',
    ],
    [
      'a number with a plus',
      'accounts:\n  - uid: "5"\n    spaces:\n      - id: s\n        numbers: ["+49151"]\n',
      ':5:',
      'digits only',
    ],
    ['a missing key', 'accounts:\n  - keys: []\n', ':2:', 'accounts.0.uid'],
    ['broken YAML', 'accounts: [\n', ':2:1: ', ''],
    ['an unknown assumption', 'assumptions:\n  unknownSendr: x\n', ':2:3: ', 'Did you mean unknownSender?'],
  ])('with %s is refused with file, line and column', async (name, text, place, hint) => {
    const path = await file(`${name.replaceAll(' ', '-')}.yaml`, text)
    const { code, lines } = refusal(await runCli('start', '--port', '0', '--world', path))
    expect(code).toBe(2)
    expect(lines[0]).toContain(`${path}${place}`)
    expect(lines[0]).toContain(hint)
  })

  it('with a real key is refused with a warning', async () => {
    const path = await file(
      'real.yaml',
      'accounts:\n  - uid: "5"\n    keys:\n      - { id: LTAI5tExampleExample, secret: s3cr3t-of-the-file }\n',
    )
    const { code, lines } = refusal(await runCli('start', '--port', '0', '--world', path))
    expect(code).toBe(2)
    expect(lines.join('\n')).toMatch(
      /real\.yaml:4:\d+: .*looks like a real Alibaba Cloud key; never paste real credentials/,
    )
    expect(lines.join('\n')).not.toContain('s3cr3t-of-the-file')
  })
})
