import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { sendCommand } from '../../../cli/send/send.ts'
import type { SendOptions } from '../../../cli/send/options.ts'
import { runSend } from '../../../cli/send/run.ts'
import { UsageError } from '../../../contracts/usage-error.ts'
import type { Recipient } from '../../../sdk/index.ts'
import type { MockUnderTest } from '../../mock-under-test.ts'
import { mockUnderTest } from '../../mock-under-test.ts'
import { fetchFrom } from '../../sdk/client-under-test.ts'
import { virtualTime } from '../../sdk/virtual-time.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chatapp-mock-send-'))
  return () => rm(folder, { recursive: true })
})

const inFolder = (name: string): string => join(folder, name)
const read = (name: string): Promise<string> => readFile(inFolder(name), 'utf8')
const sentBy = (mock: MockUnderTest): Recipient[] =>
  mock.batches().flatMap(({ senderList }) => JSON.parse(senderList) as Recipient[])

/** The options a command line gives, by way of the command itself. */
async function optionsOf(args: readonly string[]): Promise<SendOptions> {
  const command = sendCommand().exitOverride()
  let options: SendOptions | undefined
  command.action((given: SendOptions) => {
    options = given
  })
  await command.parseAsync(args, { from: 'user' })
  return options as SendOptions
}

interface Run {
  readonly code: number
  /** What was printed as the result. */
  readonly out: string
  /** What was shown beside it. */
  readonly aside: string
}

/** Runs the command against an emulator in this process, in virtual time. */
async function send(
  mock: MockUnderTest,
  args: readonly string[],
  ports: {
    readonly stdin?: string
    readonly signal?: AbortSignal
    readonly terminal?: boolean
    readonly columns?: number
    readonly fetch?: typeof fetch
  } = {},
): Promise<Run> {
  const time = virtualTime(mock.clock)
  const inProcess = ports.fetch ?? fetchFrom(mock)
  let nonces = mock.batches().length * 1000
  let out = ''
  let aside = ''
  const code = await time.run(
    runSend(await optionsOf(args), {
      print: (text) => (out += `${text}\n`),
      write: (text) => (aside += text),
      terminal: ports.terminal ?? false,
      columns: () => ports.columns ?? 80,
      now: () => time.now(),
      stdin: Readable.from([ports.stdin ?? '']),
      signal: ports.signal ?? new AbortController().signal,
      client: {
        clock: time,
        chance: {
          random: () => 0.5,
          nonce: () => `cli-nonce-${++nonces}-${out.length}-${Math.floor(mock.clock.now())}`,
        },
        fetch: (url, init) => time.busy(inProcess(url as never, init)),
      },
    }),
  )
  return { code, out, aside }
}

const people = `phone,first name,order
8613800000001,Ann,A-1
+86 138-0000-0002,"Bob ""B"" Lee",A-2
8613800000003,"Cem
Two Lines",A-3
8613800000004,Dee,A-4
`
const args = (...more: string[]): string[] => [
  '--file',
  inFolder('people.csv'),
  '--template',
  'order_notice',
  '--param',
  'name=first name',
  '--param',
  'order=column3',
  ...more,
]

const unreachable = (): Promise<Response> => Promise.reject(new TypeError('fetch failed'))

describe('send', () => {
  beforeEach(() => writeFile(inFolder('people.csv'), people))

  it('sends the rows of a CSV file with the columns that were named', async () => {
    const mock = mockUnderTest()
    const { code, out } = await send(mock, args())
    expect(out).toBe('4 recipients accepted in 1 call.\n')
    expect(code).toBe(0)
    expect(sentBy(mock)).toEqual([
      { To: '8613800000001', TemplateParams: { name: 'Ann', order: 'A-1' } },
      { To: '8613800000002', TemplateParams: { name: 'Bob "B" Lee', order: 'A-2' } },
      { To: '8613800000003', TemplateParams: { name: 'Cem\nTwo Lines', order: 'A-3' } },
      { To: '8613800000004', TemplateParams: { name: 'Dee', order: 'A-4' } },
    ])
    expect(mock.batches()).toMatchObject([
      { terms: { templateCode: '1119000000000000001', from: '8613900000001', spaceId: 'cams-demo0001' } },
    ])
    expect(existsSync(inFolder('people.csv.checkpoint.json'))).toBe(false)
  })

  it('shows the first three messages and sends nothing in a dry run', async () => {
    const mock = mockUnderTest()
    const { code, out } = await send(mock, args('--dry-run'))
    expect(code).toBe(0)
    expect(out).toBe(`Would send order_notice (en) on whatsapp from 8613900000001
to 4 recipients, in 1 call or more and about 1 second.

8613800000001
  Hello Ann, your order A-1 is on its way.

8613800000002
  Hello Bob "B" Lee, your order A-2 is on its way.

8613800000003
  Hello Cem
  Two Lines, your order A-3 is on its way.
`)
    expect(sentBy(mock)).toEqual([])
  })

  it('tells in a dry run which variables nothing fills and which do not exist, without an emulator', async () => {
    const { out } = await send(
      mockUnderTest(),
      ['--file', inFolder('people.csv'), '--template', 'order_notice', '--param', 'nme=2', '--dry-run'],
      { fetch: unreachable },
    )
    expect(out).toContain('Hello $(name), your order A-1 is')
    expect(out).toContain(
      'The template has the variable name, and nothing fills it: add --param name=COLUMN.',
    )
    expect(out).toContain('The template has no variable nme; it has name, order.')
  })

  it('shows a text that was given, and the values where no text is known', async () => {
    const own = ['--file', inFolder('people.csv'), '--template', 'my_own', '--param', 'name=2', '--dry-run']
    expect((await send(mockUnderTest(), [...own, '--text', 'Dear $(name)'])).out).toContain('  Dear Ann\n')
    expect((await send(mockUnderTest(), own)).out).toMatch(/{"name":"Ann"}[^]*give it with --text/)
  })

  it('names line and column of rows that cannot be sent, and writes them to a file that can be sent again', async () => {
    await writeFile(
      inFolder('people.csv'),
      'phone,name,order\n8613800000001,Ann,A-1\nnobody,"Bob, Jr.",A-2\n"8613800000003","Cem\nx",A-3\n8613800000004,,A-4\n8613800000005,Eve\n',
    )
    const mock = mockUnderTest()
    const { code, out, aside } = await send(mock, args('--param', 'name=2'))
    const file = inFolder('people.csv')
    expect(aside).toContain(
      `${file}:3:1: phone is "nobody"; expected a phone number with its country code, 5 to 15 digits\n`,
    )
    expect(aside).toContain(`${file}:6:2: name is empty; the variable name of the template needs a value\n`)
    expect(aside).toContain(`${file}:7:1: has 2 columns; the first row has 3\n`)
    expect(code).toBe(1)
    expect(out).toBe(
      `2 recipients accepted in 1 call.\n3 not sent: see ${file}.failed.csv; send that file once the cause is mended.\n`,
    )
    expect((await read('people.csv.failed.csv')).split('\n').slice(0, 2)).toEqual([
      'phone,name,order,error',
      'nobody,"Bob, Jr.",A-2,"phone is ""nobody""; expected a phone number with its country code, 5 to 15 digits"',
    ])

    const mended = (await read('people.csv.failed.csv')).replace('nobody', '8613800000002')
    await writeFile(inFolder('again.csv'), mended)
    await send(mock, [
      '--file',
      inFolder('again.csv'),
      '--template',
      'order_notice',
      '--param',
      'name=2',
      '--param',
      'order=3',
    ])
    expect(sentBy(mock).map(({ To }) => To)).toEqual(['8613800000001', '8613800000003', '8613800000002'])
    expect((await read('again.csv.failed.csv')).split('\n')[0]).toBe('phone,name,order,error')
  })

  it.each([
    ['a quote that never ends', 'phone,name\n1,"Ann\n2,Bob\n', /people\.csv:3:\d+: Quote Not Closed/],
    ['a quote within a cell', 'phone,name\n86138,An"n\n', /people\.csv:2:\d+: Invalid Opening Quote/],
    ['nothing', '', /is empty/],
    ['names of columns only', 'phone,name\n', /no row that can be sent/],
    [
      'semicolons between its columns',
      'phone;name\n8613800000001;Ann\n',
      /people\.csv:1: the first row is "phone;name", without a comma/,
    ],
    [
      'letters in the encoding of another age',
      Buffer.from('phone,name\n8613800000001,Ann\n8613800000002,J\xe9r\xf4me\n', 'latin1'),
      /people\.csv:3:2: "J\ufffdr\ufffdme" is no text in UTF-8/,
    ],
    [
      'two bytes for each letter and no mark that says so',
      Buffer.from('phone\n8613800000001\n', 'utf16le'),
      /people\.csv:1:1: .* is no text in UTF-8/,
    ],
  ])('refuses a file with %s, before anything is sent', async (_what, text, message) => {
    await writeFile(inFolder('people.csv'), text)
    const mock = mockUnderTest()
    const failed = send(mock, ['--file', inFolder('people.csv'), '--template', 'order_notice'])
    await expect(failed).rejects.toThrow(UsageError)
    await expect(failed).rejects.toThrow(message)
    expect(sentBy(mock)).toEqual([])
  })

  it('refuses a column that is not there and names those that are', async () => {
    await expect(send(mockUnderTest(), args('--param', 'order=ordr'))).rejects.toThrow(
      '--param order=ordr: there is no column ordr. Did you mean order? Columns: 1 phone, 2 first name, 3 order.',
    )
    await expect(send(mockUnderTest(), args('--to', 'column4'))).rejects.toThrow(UsageError)
    await expect(send(mockUnderTest(), ['--file', inFolder('none.csv'), '--template', 'x'])).rejects.toThrow(
      'there is no such file',
    )
  })

  it('sends JSON lines that are recipients as they are, and others by their columns', async () => {
    const mock = mockUnderTest()
    await writeFile(
      inFolder('people.jsonl'),
      '{"To":"8613800000001","TemplateParams":{"name":"Ann","order":"1"},"Payload":["p"]}\n\nnot JSON\n{"To":"x"}\n',
    )
    const { code, aside } = await send(mock, [
      '--file',
      inFolder('people.jsonl'),
      '--template',
      'order_notice',
    ])
    expect(code).toBe(1)
    expect(aside).toMatch(/people\.jsonl:3:1: is not a JSON object\n.*people\.jsonl:4:1: To is "x"/)
    expect(
      (await read('people.jsonl.failed.jsonl'))
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual([
      { line: 'not JSON', error: 'is not a JSON object' },
      { To: 'x', error: expect.any(String) },
    ])
    await send(
      mock,
      [
        '--file',
        '-',
        '--format',
        'jsonl',
        '--to',
        'n',
        '--param',
        'name=who',
        '--param',
        'order=no',
        '--template',
        'order_notice',
      ],
      { stdin: '{"n":8613800000002,"who":"Bob","no":7}\n' },
    )
    expect(sentBy(mock)).toEqual([
      { To: '8613800000001', TemplateParams: { name: 'Ann', order: '1' }, Payload: ['p'] },
      { To: '8613800000002', TemplateParams: { name: 'Bob', order: '7' } },
    ])
  })

  it('reads standard input', async () => {
    const mock = mockUnderTest()
    const { code } = await send(mock, ['--file', '-', '--template', 'welcome'], {
      stdin: 'To\n8613800000001\n8613800000002\n',
    })
    expect(code).toBe(0)
    expect(sentBy(mock).map(({ To }) => To)).toEqual(['8613800000001', '8613800000002'])
  })

  it('does not reach the real service without --live', async () => {
    for (const url of [
      'https://cams.ap-southeast-1.aliyuncs.com',
      'cams.ap-southeast-1.aliyuncs.com:443',
      'https://cams.ap-southeast-1.aliyuncs.com.',
    ])
      await expect(send(mockUnderTest(), args('--url', url))).rejects.toThrow('Add --live')
    await expect(send(mockUnderTest(), args('--live'))).rejects.toThrow('--live needs --from')
  })

  it('does not begin on the real service without credentials, or with those of an emulator', async () => {
    onTestFinished(() => void vi.unstubAllEnvs())
    for (const [name, value] of Object.entries({
      HOME: folder,
      ALIBABA_CLOUD_ACCESS_KEY_ID: '',
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: '',
      ALIBABA_CLOUD_CREDENTIALS_FILE: '',
    }))
      vi.stubEnv(name, value)
    const live = (): Promise<Run> =>
      send(mockUnderTest(), args('--live', '--from', '8613900000001'), {
        fetch: () => expect.fail('something was sent'),
      })
    await expect(live()).rejects.toThrow('No credentials found')
    vi.stubEnv('ALIBABA_CLOUD_ACCESS_KEY_ID', 'mock-ak-1')
    vi.stubEnv('ALIBABA_CLOUD_ACCESS_KEY_SECRET', 'mock-sk-1')
    await expect(live()).rejects.toThrow('mock-ak-1 is the key of an emulator')
    expect(existsSync(inFolder('people.csv.checkpoint.json'))).toBe(false)
  })

  it('says that no emulator answers, and leaves nothing behind', async () => {
    const failed = send(mockUnderTest(), args(), {
      fetch: () =>
        Promise.reject(
          new TypeError('fetch failed', {
            cause: Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }),
          }),
        ),
    })
    await expect(failed).rejects.toThrow(
      /No emulator answers at http:\/\/127\.0\.0\.1:4010 .*chatapp-mock start.*--live/,
    )
    expect(existsSync(inFolder('people.csv.checkpoint.json'))).toBe(false)
  })

  it('writes the rows of rejected batches down, with the refusal', async () => {
    const mock = mockUnderTest()
    await mock.demo.faults.add(refusals({ every: 2 }))
    const { code, out } = await send(mock, args('--batch-size', '1'))
    expect(code).toBe(1)
    expect(out).toBe(
      `2 recipients accepted in 4 calls.\n2 not sent: see ${inFolder('people.csv')}.failed.csv; send that file once the cause is mended.\n`,
    )
    expect(await read('people.csv.failed.csv')).toMatch(
      /^phone,first name,order,error\n\+86 138-0000-0002,"Bob ""B"" Lee",A-2,.*Product\.Unsubscript.*\n8613800000004,Dee,A-4,/,
    )
  })

  it('begins anew after a send of which nothing arrived, and gives one advice', async () => {
    const mock = mockUnderTest()
    await mock.demo.faults.add(refusals({}))
    const { code, out } = await send(mock, args('--batch-size', '1'))
    expect(code).toBe(1)
    expect(out).toMatch(
      /^Stopped: SendChatappMassMessage was refused with Product\.Unsubscript.*\nNothing was sent\. Mend the cause and give the command again; it begins anew\.\n$/,
    )
    expect(await readdir(folder)).toEqual(['people.csv'])
    await mock.demo.faults.clear()
    expect(await send(mock, args())).toMatchObject({ code: 0, out: '4 recipients accepted in 1 call.\n' })
  })

  it('continues after a send that was refused half-way, and names what is left', async () => {
    const mock = mockUnderTest()
    await mock.demo.faults.add(...[2, 3, 4].map((nth) => refusals({ nth })))
    await writeFile(inFolder('people.csv'), `phone,name,order\n${rows(8)}`)
    const { out } = await send(mock, args('--param', 'name=name', '--batch-size', '1', '--rate', '1'))
    expect(out).toMatch(
      /^1 recipient accepted in 4 calls\.\n3 not sent: .*\nStopped: .*\n4 rows left\. Continue with --resume\.\n$/,
    )
    await mock.demo.faults.clear()
    const again = await send(mock, args('--param', 'name=name', '--resume'))
    expect(again.out).toMatch(/^4 recipients accepted in 1 call\.\n3 not sent: see .*failed\.csv/)
    expect((await read('people.csv.failed.csv')).split('\n')).toEqual([
      'phone,name,order,error',
      ...[1, 2, 3].map((n) => `861380000000${n},P${n},A-${n},"Product.Unsubscript, in an earlier run"`),
      '',
    ])
  })

  it('keeps the rows an earlier send could not deliver', async () => {
    await writeFile(inFolder('people.csv.failed.csv'), 'of an earlier send')
    await writeFile(inFolder('people.csv'), 'phone,name,order\nnobody,Ann,1\n8613800000001,Bob,2\n')
    await send(mockUnderTest(), args('--param', 'name=2'))
    expect(await read('people.csv.failed.csv.1.old')).toBe('of an earlier send')
    expect(await read('people.csv.failed.csv')).toContain('nobody,Ann,1')
  })

  it.each([
    [
      'nonsense',
      [],
      /^There is no template nonsense in en at http:\S+ \(DetailError\.TemplateNotExist\)\. Templates of cams-demo0001: .*order_notice/,
    ],
    ['order_notise', [], /Did you mean order_notice\?/],
    [
      'order_notice',
      ['--language', 'de'],
      /It exists in (?:en, zh_CN|zh_CN, en): choose one with --language/,
    ],
    ['promo_pending', [], /^The template promo_pending \(en\) is in state auditing/],
  ])(
    'refuses the template %s %j before anything is sent, and leaves no file',
    async (template, more, message) => {
      const mock = mockUnderTest()
      const failed = send(mock, ['--file', inFolder('people.csv'), '--template', template, ...more])
      await expect(failed).rejects.toThrow(UsageError)
      await expect(failed).rejects.toThrow(message)
      expect(await readdir(folder)).toEqual(['people.csv'])
      expect(sentBy(mock)).toEqual([])
    },
  )

  it('takes the text where a template cannot be looked up, and says so', async () => {
    const mock = mockUnderTest({ lenient: true })
    const own = ['--file', inFolder('people.csv'), '--template', 'my_own']
    await expect(send(mockUnderTest({ lenient: true }), own)).rejects.toThrow(
      '--lenient takes any template: give its text with --text',
    )
    const { aside, code } = await send(mock, [...own, '--text', 'Your order $(order)'])
    expect(aside).toMatch(
      /^The template could not be looked up \(.*TemplateNotExist.*\); its variables are those of --text\.\n/,
    )
    expect(code).toBe(0)
    expect(sentBy(mock)[0]).toEqual({ To: '8613800000001', TemplateParams: { order: 'A-1' } })
  })
})

const rows = (count: number): string =>
  Array.from({ length: count }, (_, n) => `861380000000${n},P${n},A-${n}\n`).join('')

/** Sends that are refused as of an account without the product. */
const refusals = (when: { readonly every?: number; readonly nth?: number }) => ({
  fault: 'error',
  at: 'before-commit' as const,
  with: { code: 'Product.Unsubscript' },
  when: { operation: 'SendChatappMassMessage', ...when },
})

describe('columns', () => {
  it('fills the variables of the template from columns of the same name', async () => {
    const mock = mockUnderTest()
    await writeFile(inFolder('people.csv'), 'phone,Name,city,order\n8613800000001,Ann,Bonn,A-1\n')
    const plain = ['--file', inFolder('people.csv'), '--template', 'order_notice']
    expect((await send(mock, plain)).code).toBe(0)
    expect(sentBy(mock)).toEqual([{ To: '8613800000001', TemplateParams: { name: 'Ann', order: 'A-1' } }])
    await writeFile(inFolder('people.csv'), 'phone,customer,order\n8613800000001,Ann,A-1\n')
    expect((await send(mock, [...plain, '--param', 'name=customer'])).code).toBe(0)
    expect(sentBy(mock)).toHaveLength(2)
  })

  it.each([
    [
      'a variable no column fills',
      'phone,customer,order',
      [],
      /the variable name, and nothing fills it: add --param name=COLUMN/,
    ],
    [
      'a value no variable takes',
      'phone,name,order',
      ['--param', 'nme=2'],
      /has no variable nme; it has name, order/,
    ],
    [
      'two columns of one name',
      'phone,name,name',
      ['--param', 'name=name'],
      /more than one column has the name name/,
    ],
    [
      'no column that says who',
      'person,name,order',
      [],
      /No column has a name such as to or phone\. Name the column with --to/,
    ],
    [
      'two columns that could say who',
      'phone,mobile,order',
      [],
      /may stand in phone or mobile\. Name the column with --to/,
    ],
    [
      'a person as its first row',
      '8613800000001,Ann,A-1',
      [],
      /people\.csv:1:1: the first row holds "8613800000001", .*Add --no-header/,
    ],
    [
      'a damaged person as its first row',
      'Ann,+86 138-0000-0001 x12,A-1',
      [],
      /people\.csv:1:2: .*Add --no-header/,
    ],
  ])('refuses %s before anything is sent', async (_what, first, more, message) => {
    await writeFile(inFolder('people.csv'), `${first}\n8613800000002,Bob,A-2\n`)
    const mock = mockUnderTest()
    const failed = send(mock, ['--file', inFolder('people.csv'), '--template', 'order_notice', ...more])
    await expect(failed).rejects.toThrow(UsageError)
    await expect(failed).rejects.toThrow(message)
    expect(sentBy(mock)).toEqual([])
    expect(await readdir(folder)).toEqual(['people.csv'])
  })

  it('sends a file without a row of names to its first person as well, and writes leftovers without one', async () => {
    await writeFile(inFolder('people.csv'), '8613800000001,Ann,A-1\n8.6138E+12,Bob,A-2\n')
    const mock = mockUnderTest()
    const headless = [
      '--file',
      inFolder('people.csv'),
      '--template',
      'order_notice',
      '--no-header',
      '--param',
      'name=2',
      '--param',
      'order=column3',
    ]
    expect((await send(mock, headless)).code).toBe(1)
    expect(sentBy(mock)).toEqual([{ To: '8613800000001', TemplateParams: { name: 'Ann', order: 'A-1' } }])
    expect(await read('people.csv.failed.csv')).toMatch(
      /^8\.6138E\+12,Bob,A-2,"column1 is .*scientific notation/,
    )
  })

  it('takes names that look like numbers as names when told so', async () => {
    await writeFile(inFolder('people.csv'), 'phone,20241201,order\n8613800000001,Ann,A-1\n')
    const dated = ['--file', inFolder('people.csv'), '--template', 'order_notice', '--param', 'name=20241201']
    const mock = mockUnderTest()
    await expect(send(mock, dated)).rejects.toThrow('--header if these are names')
    expect((await send(mock, [...dated, '--header'])).code).toBe(0)
    expect((await send(mock, [...dated, '--to', 'phone'])).code).toBe(0)
    expect(sentBy(mock)).toHaveLength(2)
  })

  it.each(['8613800000001.0', '8613800000001.5', '8.6138E+12', '8613800000001 x12', '5550100 5550101'])(
    'never sends %s to digits other than those written',
    async (number) => {
      await writeFile(inFolder('people.csv'), `phone,name,order\n"${number}",Ann,1\n8613800000002,Bob,2\n`)
      const mock = mockUnderTest()
      expect((await send(mock, args('--param', 'name=2'))).code).toBe(1)
      expect(sentBy(mock).map(({ To }) => To)).toEqual(['8613800000002'])
      expect(await read('people.csv.failed.csv')).toContain(number)
    },
  )

  it('reads numbers of JSON lines as they are written', async () => {
    await writeFile(
      inFolder('people.jsonl'),
      '{"phone":8.6138e12,"name":"Ann","order":1}\n{"phone":8613800000002,"name":"Bob","order":1234567890123456789}\n{"phone":8613800000003.0,"name":"Cem","order":1.50}\n',
    )
    const mock = mockUnderTest()
    const { aside } = await send(mock, ['--file', inFolder('people.jsonl'), '--template', 'order_notice'])
    expect(aside).toMatch(/:1:1: phone is "8\.6138e12".*\n.*:3:1: phone is "8613800000003\.0"/)
    expect(sentBy(mock)).toEqual([
      { To: '8613800000002', TemplateParams: { name: 'Bob', order: '1234567890123456789' } },
    ])
  })

  it('refuses JSON lines whose values do not fit the template', async () => {
    await writeFile(
      inFolder('people.jsonl'),
      '{"To":8613800000001,"TemplateParams":{"name":"Ann","order":"1"}}\n{"To":"8613800000002","TemplateParams":{"name":"Bob"}}\n{"To":"8613800000003","TemplateParams":{"name":"Cem","order":3}}\n{"To":"8613800000004","TemplateParams":{"name":"Dee","order":"4","more":"5"}}\n',
    )
    const mock = mockUnderTest()
    await send(mock, ['--file', inFolder('people.jsonl'), '--template', 'order_notice'])
    expect(sentBy(mock).map(({ To }) => To)).toEqual(['8613800000001'])
    const failed = await read('people.jsonl.failed.jsonl')
    expect(failed).toMatch(/lacks order[^]*order is 3; expected a text[^]*has more/)
  })
})

const count = 100_000
const long = async (): Promise<void> =>
  writeFile(
    inFolder('long.csv'),
    `To,name,order\n${Array.from({ length: count }, (_, index) => `${8_613_800_000_000 + index},Person ${index},A-${index}\n`).join('')}`,
  )
const longArgs = (...more: string[]): string[] => [
  '--file',
  inFolder('long.csv'),
  '--template',
  'order_notice',
  '--param',
  'name=name',
  '--param',
  'order=order',
  ...more,
]

describe('a long send', () => {
  it('of 100,000 rows takes 100 calls and 10 seconds, none of them throttled', async () => {
    await long()
    const mock = mockUnderTest()
    const before = mock.clock.now()
    const { code, out, aside } = await send(mock, longArgs())
    expect([code, out]).toEqual([0, '100,000 recipients accepted in 100 calls.\n'])
    expect(mock.batches()).toHaveLength(100)
    expect(mock.exchanges.filter(({ code: each }) => each !== 'OK' && each !== '')).toEqual([])
    expect(Math.abs(mock.clock.now() - before - 10_000)).toBeLessThanOrEqual(1000)
    expect(aside.split('\n').filter(Boolean).length).toBeLessThanOrEqual(3)
    expect(aside).toMatch(/\d+ % {2}[\d,]+ of 100,000 sent {2}[\d,]+ a second {2}\d+ s left/)
  }, 60_000)

  it('draws a bar on a terminal', async () => {
    await long()
    const { aside } = await send(mockUnderTest(), longArgs(), { terminal: true })
    expect(aside.split('\r\x1B[2K')).toContainEqual(
      expect.stringMatching(/^\[#{7,12}\.{7,12}\] {2}\d\d % {2}/),
    )
    for (const columns of [80, 50, 20]) {
      const lines = (await send(mockUnderTest(), longArgs(), { terminal: true, columns })).aside.split(
        '\r\x1B[2K',
      )
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(columns)
    }
    expect(aside.endsWith('\r\x1B[2K')).toBe(true)
  }, 60_000)

  it('stops when the emulator stays away, and says how many are left to continue with', async () => {
    await long()
    const mock = mockUnderTest()
    const inProcess = fetchFrom(mock)
    const leaving: typeof fetch = (url, init) =>
      mock.batches().length < 30
        ? inProcess(url as string, init as RequestInit)
        : Promise.reject(
            new TypeError('fetch failed', {
              cause: Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }),
            }),
          )
    const { code, out, aside } = await send(mock, longArgs(), { fetch: leaving })
    expect(code).toBe(1)
    expect(aside).toMatch(/^30 % {2}30,000 of 100,000 sent {2}no connection, trying again$/m)
    expect(out).toMatch(
      /^30,000 recipients accepted in 30 calls\.\nStopped: .*ECONNREFUSED.*\n70,000 rows left\. Continue with --resume\.\n$/,
    )
    expect(await send(mock, longArgs('--resume'))).toMatchObject({
      code: 0,
      out: '70,000 recipients accepted in 70 calls.\n',
    })
  }, 60_000)

  it('that is interrupted continues where it was, and refuses to begin anew by mistake', async () => {
    await long()
    const mock = mockUnderTest()
    const controller = new AbortController()
    const inProcess = fetchFrom(mock)
    const stopping: typeof fetch = (url, init) => {
      if (mock.batches().length === 30) controller.abort()
      return inProcess(url as string, init as RequestInit)
    }
    const first = await send(mock, longArgs(), { signal: controller.signal, fetch: stopping })
    expect(first.code).toBe(1)
    expect(first.out).toMatch(
      /^\d\d,000 recipients accepted in \d\d calls\.\nStopped\. \d\d,000 rows left\. Continue with --resume\.\n$/,
    )
    onTestFinished(() => controller.abort())
    await expect(send(mock, longArgs())).rejects.toThrow(/Continue it with --resume, or delete that file/)
    const second = await send(mock, longArgs('--resume'))
    expect(second.code).toBe(0)
    const numbers = sentBy(mock).map(({ To }) => To)
    expect(numbers).toHaveLength(count)
    expect(new Set(numbers).size).toBe(count)
    await expect(send(mock, longArgs('--resume'))).rejects.toThrow('no send of this list has stopped')
  }, 60_000)
})
