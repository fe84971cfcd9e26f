import { beforeEach, describe, expect, it } from 'vitest'
import { readdir, writeFile } from 'node:fs/promises'
import { UsageError } from '../../../contracts/usage-error.ts'
import { mockUnderTest } from '../../mock-under-test.ts'
import { folderForEachTest, refusals, send, sentBy } from './run-send.ts'

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

const rows = (count: number): string =>
  Array.from({ length: count }, (_, n) => `861380000000${n},P${n},A-${n}\n`).join('')

describe('what was not sent', () => {
  beforeEach(() => writeFile(inFolder('people.csv'), people))

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
    expect(await readdir(folder.path())).toEqual(['people.csv'])
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
      expect(await readdir(folder.path())).toEqual(['people.csv'])
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
