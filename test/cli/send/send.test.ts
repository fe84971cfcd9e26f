import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { UsageError } from '../../../contracts/usage-error.ts'
import { mockUnderTest } from '../../mock-under-test.ts'
import { folderForEachTest, send, sentBy, type Run } from './run-send.ts'

const folder = folderForEachTest()
const { inFolder, read } = folder

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
      HOME: folder.path(),
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
})
