import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { leanedOn, readTolerance } from '../../../cli/evidence/touched.ts'
import type { Exchange } from '../../../contracts/exchange.ts'
import type { evidenceReport } from '../../../mock-server/control/evidence-report.ts'
import type { createMock } from '../../../mock-server/entry/create-mock.ts'
import { createCertificate } from '../../../mock-server/ports/certificate.ts'
import { startMockServer } from '../../watched-emulators.ts'
import type { MockServer } from '../../../mock-server/entry/start-mock-server.ts'
import { collectObservations, observationsSource } from '../../../scripts/collect-observations.ts'
import { massSend, signed } from '../../signed-requests.ts'
import { runCli } from '../cli-process.ts'

/*
 * The live service is played by a second emulator with TLS, a CA, keys and answers of its own. Nothing here has ever been near the real one.
 */

let folder: string
let live: MockServer
const exchanges: Exchange[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'live-'))
  live = await startMockServer({
    httpsPort: 0,
    onExchange: (exchange) => exchanges.push(exchange),
    explainInHeaders: false,
    world: {
      extends: 'nothing',
      assumptions: { errorHostId: 'no', unknownTemplate: 'TemplateNotFound' },
      accounts: [
        {
          uid: '5000000000000001',
          keys: [{ id: 'own-key-1', secret: 'own-secret-1' }],
          spaces: [
            {
              id: 'cams-own0001',
              waba: '500',
              numbers: ['491555000001'],
              templates: [
                {
                  code: '1119000000000000777',
                  name: 'own_notice',
                  language: 'de',
                  components: [{ Type: 'BODY', Text: 'Hallo $(name), $(order).' }],
                },
              ],
            },
          ],
        },
      ],
    },
  })
  await writeFile(join(folder, 'ca.pem'), live.ca ?? '')
})
afterAll(async () => {
  await live.close()
  await rm(folder, { recursive: true, force: true })
})
beforeEach(() => {
  exchanges.length = 0
  for (const [name, value] of Object.entries({
    NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem'),
    ALIBABA_CLOUD_ACCESS_KEY_ID: 'own-key-1',
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'own-secret-1',
    ALIBABA_CLOUD_SECURITY_TOKEN: '',
  }))
    vi.stubEnv(name, value)
})
afterEach(() => {
  vi.unstubAllEnvs()
})

const own = (): string[] => [
  '--set',
  'from=491555000001',
  '--set',
  'space=cams-own0001',
  '--set',
  'template=1119000000000000777',
  '--set',
  'templateName=own_notice',
  '--set',
  'language=de',
  '--set',
  'person=491555000099',
  '--observations',
  join(folder, 'observations'),
]
const onLive = (...args: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> =>
  runCli('contract', '--target', 'live', '--endpoint', live.httpsUrl ?? '', ...own(), ...args)
const permitted = ['--live', '--recipients', '491555000099', '--budget', '50']

describe('a live run', () => {
  it('prints its plan, plays what it may, and keeps what it observed without anybody in it', async () => {
    const { code, stdout, stderr } = await onLive(
      ...permitted,
      '--only',
      'send-to-one-person,sender-with-a-plus,clock-skew,throttled,receipts-in-order',
    )
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toContain('not played: throttled: it is never played on live')
    expect(stdout).toMatch(/3 of 5 scenarios, at most 5 messages, budget 50\n/)
    expect(stdout).toContain('3 passed, 0 failed, 0 skipped on live')
    expect(exchanges).toHaveLength(5)
    const [, file = ''] = /^Observations, redacted: (.*)\.md and \.json$/m.exec(stdout) ?? []
    const page = await readFile(`${file}.md`, 'utf8')
    expect(page).toContain('send-to-one-person, step 1')
    for (const secret of ['491555000099', 'own-key-1', 'cams-own0001']) expect(page).not.toContain(secret)
  })

  it('compares with the emulator: differences are shown with what the documentation says, and the exit code is 3', async () => {
    const { code, stdout } = await runCli(
      'contract',
      '--target',
      'mock',
      '--against',
      'live',
      '--endpoint',
      live.httpsUrl ?? '',
      ...own(),
      ...permitted,
      '--only',
      'sender-with-a-plus',
    )
    expect(stdout).toMatch(
      /missing sender-with-a-plus step 1[^\n]*\n {4}at {12}\/HostId\n {4}documentation nothing\n {4}mock {10}"127[^\n]*\n {4}live {10}nothing\n/,
    )
    expect(code).toBe(3)
  })

  it('stops after the plan with --dry-run', async () => {
    const { code, stdout } = await onLive(
      '--dry-run',
      '--recipients',
      '491555000099',
      '--budget',
      '0',
      '--only',
      'send-to-one-person',
    )
    expect(stdout).toContain('SendChatappMassMessage to 491555000099')
    expect({ code, exchanges }).toEqual({ code: 0, exchanges: [] })
  })
})

interface BuiltWithObservations {
  readonly createMock: typeof createMock
  readonly evidenceReport: typeof evidenceReport
  readonly leanedOn: typeof leanedOn
  readonly readTolerance: typeof readTolerance
}

/** This project as it would be with another contracts/generated/observations.ts. */
async function buildWith(observations: string): Promise<BuiltWithObservations> {
  const root = join(import.meta.dirname, '..', '..', '..')
  const outfile = join(root, '.cache', `observed-${process.pid}.mjs`)
  const exported = [
    'mock-server/entry/create-mock',
    'mock-server/control/evidence-report',
    'cli/evidence/touched',
  ]
  await build({
    stdin: { contents: exported.map((name) => `export * from './${name}.ts'`).join('\n'), resolveDir: root },
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    plugins: [
      {
        name: 'observed',
        setup: (plugins) =>
          plugins.onLoad({ filter: /generated.observations\.ts$/ }, () => ({
            contents: observations,
            loader: 'ts',
          })),
      },
    ],
  })
  return (await import(/* @vite-ignore */ pathToFileURL(outfile).href).finally(() =>
    rm(outfile),
  )) as BuiltWithObservations
}

describe('a bundle of what live answered', () => {
  it('turns assumed into observed with its date, where live agrees, and says which choice live makes where it does not', async () => {
    const kept = join(folder, 'bundles')
    const { stdout } = await runCli(
      'contract',
      '--target',
      'mock',
      '--against',
      'live',
      '--endpoint',
      live.httpsUrl ?? '',
      ...own(),
      ...permitted,
      '--observations',
      kept,
      '--only',
      'recipient-with-a-plus,recipients-that-are-no-list,template-unknown,sender-with-a-plus',
    )
    expect(stdout).toContain('4 passed, 0 failed, 0 skipped on mock')
    const names = (await readdir(kept)).filter((name) => name.endsWith('.json'))
    const files = await Promise.all(
      names.map(async (name) => ({ name, text: await readFile(join(kept, name), 'utf8') })),
    )
    expect(() => collectObservations(files)).toThrow(
      /answers of https:\/\/[^ ]+ are no observation of the service/,
    )
    const observations = collectObservations(files, (endpoint) => endpoint === live.httpsUrl)
    const today = { date: new Date().toISOString().slice(0, 10), bundle: names[0] }
    expect(observations).toEqual({
      rules: { 'send.recipients-are-numeric': today, 'gateway.parameters-fit-their-types': today },
      refusals: {
        'send.recipients-are-numeric InvalidParameter.ToOnlyNumeric': today,
        'gateway.parameters-fit-their-types InvalidSenderList': today,
      },
      choices: { 'unknownTemplate=TemplateNotFound': today },
      errors: { 'InvalidParameter.ToOnlyNumeric': today },
    })
    const page = await readFile(join(kept, names[0]?.replace('.json', '.md') ?? ''), 'utf8')
    for (const confirmed of [
      '* `send.recipients-are-numeric InvalidParameter.ToOnlyNumeric`',
      '* `unknownTemplate=TemplateNotFound`',
    ])
      expect(page).toContain(confirmed)

    const { createMock, evidenceReport, leanedOn, readTolerance } = await buildWith(
      observationsSource(observations),
    )
    const answered = async (
      changes: Record<string, unknown>,
      choice: 'DetailError.TemplateNotExist' | 'TemplateNotFound' = 'DetailError.TemplateNotExist',
    ): Promise<unknown> => {
      const mock = createMock({ world: { extends: 'demo', assumptions: { unknownTemplate: choice } } })
      const { headers } = await mock.handle(signed(massSend(changes), { at: Date.now() }))
      return [headers['x-mock-rule'], headers['x-mock-evidence'], headers['x-mock-assumption']]
    }
    expect(await answered({ SenderList: [{ To: '+8613800000001' }] })).toEqual([
      'send.recipients-are-numeric',
      'observed',
      undefined,
    ])
    expect(await answered({ SenderList: 'no list' })).toEqual([
      'gateway.parameters-fit-their-types',
      'observed',
      undefined,
    ])
    expect(await answered({ TemplateCode: '1' })).toEqual([
      'send.template-exists',
      'assumed',
      'unknownTemplate=DetailError.TemplateNotExist',
    ])
    expect(await answered({ TemplateCode: '1' }, 'TemplateNotFound')).toEqual([
      'send.template-exists',
      'observed',
      'unknownTemplate=TemplateNotFound',
    ])
    expect(
      evidenceReport().errors.find(({ code }) => code === 'InvalidParameter.ToOnlyNumeric')?.evidence.source,
    ).toContain(`on ${today.date} (docs/observations/${today.bundle})`)

    const touches = [
      { rule: 'send.recipients-are-numeric', class: 'observed', where: 'here' },
      {
        rule: 'send.template-exists',
        class: 'observed',
        assumption: 'unknownTemplate=TemplateNotFound',
        where: 'there',
      },
    ] as const
    const day = 86_400_000
    expect(leanedOn(touches, readTolerance('assumed,stale:90d'), Date.now() + 80 * day)).toEqual([])
    expect(leanedOn(touches, readTolerance('assumed,stale:90d'), Date.now() + 100 * day)).toMatchObject([
      { rule: 'send.recipients-are-numeric', why: expect.stringContaining(`observed last on ${today.date}`) },
      { rule: 'send.template-exists' },
    ])
  })
})

describe('with nothing sent a live run refuses', () => {
  it.each<[string, () => Promise<{ code: number | null; stderr: string }>, RegExp]>([
    [
      'to start without --live',
      () => onLive('--recipients', '491555000099', '--budget', '9'),
      /may reach real people/,
    ],
    ['to start without a budget', () => onLive('--live', '--recipients', '491555000099'), /needs --budget/],
    [
      'a plan beyond the budget',
      () =>
        onLive(
          '--live',
          '--recipients',
          '491555000099',
          '--budget',
          '3',
          '--only',
          'clock-skew,send-to-one-person',
        ),
      /could send 4 messages, the budget is 3/,
    ],
    [
      'a negative budget',
      () => onLive('--live', '--recipients', '491555000099', '--budget', '-1'),
      /Expected a whole number from 0/,
    ],
    [
      'people who are not on the list',
      () => onLive('--live', '--budget', '9', '--only', 'send-to-one-person'),
      /addresses 491555000099, not on the list[^]*Nothing is left to play/,
    ],
    [
      'a list with a wildcard',
      () => onLive('--live', '--recipients', '*', '--budget', '9'),
      /--recipients has "\*"/,
    ],
    [
      'scenarios that are never played on live',
      () => onLive(...permitted, '--only', 'send-to-a-thousand-people'),
      /never played on live[^]*Nothing is left to play/,
    ],
    [
      'a thousand people behind one who is on the list',
      () => onLive(...permitted, '--only', 'one-recipient-too-many'),
      /and 997 more, not on the list/,
    ],
    [
      'the key of an emulator',
      () => {
        vi.stubEnv('ALIBABA_CLOUD_ACCESS_KEY_ID', 'mock-ak-1')
        return onLive(...permitted, '--only', 'send-to-one-person')
      },
      /mock-ak-1 is the key of an emulator/,
    ],
    [
      'an endpoint without TLS',
      () => runCli('contract', '--target', 'live', '--endpoint', live.url, ...permitted),
      /needs an https address/,
    ],
    [
      'an endpoint with a name in front',
      () =>
        runCli(
          'contract',
          '--target',
          'live',
          '--endpoint',
          'https://cams.ap-southeast-1.aliyuncs.com@127.0.0.1',
          ...permitted,
        ),
      /needs an https address/,
    ],
    [
      'an endpoint with a path',
      () => runCli('contract', '--target', 'live', '--endpoint', `${live.httpsUrl}/proxy`, ...permitted),
      /needs an https address/,
    ],
    [
      'the service named as an emulator',
      () => runCli('contract', '--target', 'https://CAMS.ap-southeast-1.aliyuncs.com'),
      /may reach real people/,
    ],
    [
      'the service as the second target',
      () => runCli('contract', '--target', 'mock', '--against', 'live', '--only', 'send-to-one-person'),
      /may reach real people/,
    ],
    [
      'values nobody gave',
      () =>
        runCli(
          'contract',
          '--target',
          'live',
          '--endpoint',
          live.httpsUrl ?? '',
          ...permitted,
          '--only',
          'send-to-one-person',
        ),
      /uses from, space, template, language, person, which has no value[^]*Nothing is left/,
    ],
  ])('%s', async (_, attempt, complaint) => {
    const { code, stderr } = await attempt()
    expect(stderr).toMatch(complaint)
    expect({ code, sent: exchanges.length, stack: /\n\s+at /.test(stderr) }).toEqual({
      code: 2,
      sent: 0,
      stack: false,
    })
  })

  it('a redirect to somewhere else', async () => {
    const certificate = await createCertificate(['127.0.0.1'], Date.now())
    const elsewhere = createServer(
      { key: certificate.key, cert: certificate.cert + certificate.ca },
      (request, response) => {
        request.resume()
        response.writeHead(307, { location: `${live.httpsUrl}/` }).end()
      },
    )
    await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve))
    await writeFile(join(folder, 'redirect.pem'), `${certificate.ca}\n${live.ca}`)
    vi.stubEnv('NODE_EXTRA_CA_CERTS', join(folder, 'redirect.pem'))
    const { code, stdout } = await runCli(
      'contract',
      '--target',
      'live',
      '--endpoint',
      `https://127.0.0.1:${(elsewhere.address() as AddressInfo).port}`,
      ...own(),
      ...permitted,
      '--only',
      'send-to-one-person',
    )
    await new Promise<void>((resolve) => elsewhere.close(() => resolve()))
    expect(stdout).toContain('FAILED  send-to-one-person')
    expect({ code, sent: exchanges.length }).toEqual({ code: 1, sent: 0 })
  })
})
