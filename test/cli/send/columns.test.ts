import { describe, expect, it } from 'vitest'
import { readdir, writeFile } from 'node:fs/promises'
import { UsageError } from '../../../contracts/usage-error.ts'
import { mockUnderTest } from '../../mock-under-test.ts'
import { folderForEachTest, send, sentBy } from './run-send.ts'

const folder = folderForEachTest()
const { inFolder, read } = folder

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
    expect(await readdir(folder.path())).toEqual(['people.csv'])
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
      expect((await send(mock, ['--file', inFolder('people.csv'), '--template', 'order_notice'])).code).toBe(
        1,
      )
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
