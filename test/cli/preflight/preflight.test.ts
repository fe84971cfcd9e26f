import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { runCli } from '../cli-process.ts'

async function file(name: string, text: string): Promise<string> {
  const folder = await mkdtemp(join(import.meta.dirname, '..', '..', '..', '.cache', 'preflight-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const path = join(folder, name)
  await writeFile(path, text)
  return path
}

interface Result {
  readonly campaign: readonly string[]
  readonly found: number
  readonly faults: readonly { readonly line: number; readonly column: number; readonly rule: string }[]
  readonly totals: {
    readonly recipients: number
    readonly calls: number
    readonly seconds: number
    readonly largestCall: number
  }
}

async function preflight(...args: string[]): Promise<{ code: number | null; result: Result }> {
  const { code, stdout, stderr } = await runCli('preflight', '--json', '--limit', '1000', ...args)
  if (stdout === '') throw new Error(stderr)
  return { code, result: JSON.parse(stdout) as Result }
}

const cell = (text: string): string => `"${text.replaceAll('"', '""')}"`
const number = (index: number): string => `86138${String(index).padStart(8, '0')}`

/** Kinds of fault in a row of to, name, order: the rule and the column that have to be named, and the cells. */
const kinds: readonly [rule: string, column: number, cells: (index: number) => readonly string[]][] = [
  ['number-fits-country', 1, (index) => [`86138${index}`, 'Ann', 'A1']],
  ['row-is-readable', 1, () => ['8.6138E+12', 'Ann', 'A1']],
  ['row-is-readable', 1, () => ['008613800000000', 'Ann', 'A1']],
  ['row-is-readable', 1, () => ['8613800000000;8613800000009', 'Ann', 'A1']],
  ['row-is-readable', 1, () => ['', 'Ann', 'A1']],
  ['row-is-readable', 2, (index) => [number(index), '', 'A1']],
  ['row-is-readable', 0, (index) => [number(index), 'Ann', 'A1', 'more']],
  ['no-line-break', 2, (index) => [number(index), 'Ann\nLee', 'A1']],
  ['no-tab', 3, (index) => [number(index), 'Ann', 'A\t1']],
  ['few-blanks', 2, (index) => [number(index), 'Ann     Lee', 'A1']],
  ['not-blank', 3, (index) => [number(index), 'Ann', '  ']],
  ['no-control-character', 2, (index) => [number(index), 'An\u0007n', 'A1']],
  ['no-placeholder', 2, (index) => [number(index), '{{first_name}}', 'A1']],
  ['no-missing-value', 3, (index) => [number(index), 'Ann', 'undefined']],
  ['no-spreadsheet-error', 3, (index) => [number(index), 'Ann', '#N/A']],
  ['no-object', 2, (index) => [number(index), '[object Object]', 'A1']],
  ['no-lost-letters', 2, (index) => [number(index), 'JosÃ©', 'A1']],
  ['texts-fit', 0, (index) => [number(index), 'x'.repeat(1100), 'A1']],
  ['no-duplicate', 1, () => [number(1), 'Ann', 'A1']],
]

it('finds three faults of each kind among 10,000 rows with line and column, and nothing else', async () => {
  const planted = new Map(
    kinds.flatMap((kind, place) => [0, 1, 2].map((time) => [100 + 157 * (place * 3 + time), kind] as const)),
  )
  const lines = ['to,name,order']
  const expected: Result['faults'][number][] = []
  let line = 2
  for (let index = 1; index <= 10_000; index++) {
    const kind = planted.get(index)
    const cells = kind?.[2](index) ?? [number(index), `Zoë ${index}`, `A-${index}`]
    if (kind !== undefined) expected.push({ line, column: kind[1], rule: kind[0] })
    lines.push(cells.map(cell).join(','))
    line += cells.join('').split('\n').length
  }
  const people = await file('people.csv', `${lines.join('\n')}\n`)
  const { code, result } = await preflight('--file', people, '--template', 'order_notice')
  expect(expected).toHaveLength(57)
  expect(result.faults.map(({ line: at, column, rule }) => ({ line: at, column, rule }))).toEqual(expected)
  expect(result).toMatchObject({
    campaign: [],
    found: 57,
    totals: { recipients: 9943, calls: 10, seconds: 1 },
  })
  expect(code).toBe(1)
})

const world = `accounts:
  - uid: '1000000000000001'
    spaces:
      - id: cams-demo0001
        templates:
          - code: '1119000000000000099'
            name: shop_offer
            language: en
            category: MARKETING
            components:
              - { Type: BODY, Text: 'Hello $(name)' }
              - { Type: BUTTONS, Buttons: [{ Type: QUICK_REPLY, Text: 'Yes' }, { Type: URL, Text: See, Url: 'https://shop.example/$(path)' }] }
          - { code: '1119000000000000098', name: in_review, language: en, auditStatus: auditing, components: [{ Type: BODY, Text: Hello }] }
`

it('judges buttons, addresses and products of JSON Lines', async () => {
  const products = (count: number): object => ({
    Sections: [
      { Title: 'All', ProductItems: Array.from({ length: count }, () => ({ ProductRetailerId: 'p' })) },
    ],
  })
  const rows = [
    {
      To: number(1),
      TemplateParams: { name: 'Ann', path: 'a/b?c=1&d=%20' },
      Payload: ['yes'],
      ProductAction: products(30),
    },
    { To: number(2), TemplateParams: { name: 'Ann', path: 'a b' } },
    { To: number(3), TemplateParams: { name: 'Ann', path: 'ä' } },
    { To: number(4), TemplateParams: { name: 'Ann', path: '1' }, Payload: ['yes', 'no'] },
    { To: number(5), TemplateParams: { name: 'Ann', path: '1' }, ProductAction: products(31) },
    { To: number(6), TemplateParams: { name: 'Ann', path: 'x'.repeat(2000) } },
  ]
  const people = await file('people.jsonl', rows.map((row) => JSON.stringify(row)).join('\n'))
  const { result } = await preflight(
    '--file',
    people,
    '--template',
    'shop_offer',
    '--world',
    await file('world.yaml', world),
  )
  expect(result.faults.map(({ line, rule }) => `${line} ${rule}`)).toEqual([
    '2 address-is-escaped',
    '3 address-is-escaped',
    '4 payload-fits-buttons',
    '5 few-products',
    '6 texts-fit',
  ])
  expect(result.totals.recipients).toBe(1)
})

it('refuses a campaign that would fail as a whole', async () => {
  const people = await file('people.csv', `to\n${number(1)}\n`)
  const { code, result } = await preflight(
    '--file',
    people,
    '--template',
    'in_review',
    '--world',
    await file('world.yaml', world),
    '--from',
    '8619900000000',
  )
  expect(code).toBe(1)
  expect(result.campaign).toEqual([
    expect.stringContaining('in_review is in state auditing'),
    expect.stringContaining('8619900000000 is no number of the world'),
  ])
})

it('counts the bytes of the largest call as a client writes them', async () => {
  const people = await file(
    'people.csv',
    `to,name,order\n${[1, 2, 3].map((index) => `${number(index)},Zoë,A1`).join('\n')}\n`,
  )
  const { result } = await preflight('--file', people, '--template', 'order_notice', '--batch-size', '2')
  const list = [1, 2].map((index) => ({ To: number(index), TemplateParams: { name: 'Zoë', order: 'A1' } }))
  expect(result.totals).toMatchObject({
    calls: 2,
    largestCall: encodeURIComponent(JSON.stringify(list)).length,
  })
})

it('refuses what cannot be used with 2', async () => {
  const people = await file('people.csv', `${number(1)},Ann,A1\n`)
  const named = await file('named.csv', `to,name,order\n${number(1)},Ann,A1\n`)
  for (const [args, message] of [
    [['--file', `${people}.no`, '--template', 'order_notice'], 'there is no such file'],
    [['--file', people, '--template', 'order_notice'], 'Add --no-header'],
    [['--file', named, '--template', 'order_notise'], 'Did you mean order_notice'],
    [['--file', named, '--template', 'order_notice', '--language', 'xx'], 'choose one with --language'],
    [['--file', named, '--template', 'order_notice', '--param', 'name'], 'Expected a variable and a column'],
  ] as const) {
    const { code, stderr } = await runCli('preflight', ...args)
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(message) as string })
  }
})
