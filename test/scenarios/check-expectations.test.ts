import { describe, expect, it } from 'vitest'
import { parseScenarioFile } from '../../cli/contract/files.ts'
import { planLive } from '../../scenarios/plan.ts'
import { fill } from '../../scenarios/fill.ts'
import { messageFields } from '../../scenarios/check-expectations.ts'

const story = (steps: string, head = ''): string =>
  `name: my-story\nsummary: x\neffectOnLive: none\n${head}story:\n${steps}`
const complaintOf = (text: string): string => {
  try {
    parseScenarioFile(text, 'story.yaml')
  } catch (error) {
    return (error as Error).message
  }
  return 'none'
}

describe('a misspelt name in a story', () => {
  it.each([
    ['expect: { GroupMesageId: { $present: false } }', 'Did you mean GroupMessageId?'],
    ['expect: { code: OK }', 'Did you mean Code?'],
    ["expect: { GroupMessageId: { $match: '^1' } }", 'Did you mean $matches?'],
    ["expect: { GroupMessageId: { $present: true, $matches: '^1' } }", 'a condition stands alone'],
    ['with: { SenderList: { $time: 3, $item: {} } }', 'Did you mean $times?'],
  ])('is an error with the nearest name: %s', (line, complaint) => {
    expect(complaintOf(story(`  - call: SendChatappMassMessage\n    ${line}\n`))).toMatch(/^story\.yaml:6:/)
    expect(complaintOf(story(`  - call: SendChatappMassMessage\n    ${line}\n`))).toContain(complaint)
  })

  it('is an error deep within an answer, too', () => {
    const text = story('  - call: ListChatappTemplate\n    expect: { ListTemplate: [{ TemplateCod: x }] }\n')
    expect(complaintOf(text)).toContain('Did you mean TemplateCode?')
  })

  it('is an error in what messages have, which lists all names', () => {
    const text = story('  - messages: status:Read\n    have: { error: x }\n')
    expect(complaintOf(text)).toContain(`Known here: ${messageFields.join(', ')}.`)
  })

  it('is an error in given, which lists its own keys', () => {
    const text = story('  - call: ListChatappTemplate\n', 'given: { reciepts: true }\n')
    expect(complaintOf(text)).toMatch(
      /given\.reciepts: unknown key\. Did you mean receipts\? Known here: accounts, /,
    )
  })
})

describe('a story', () => {
  it('with a bad regular expression says where and why', () => {
    const text = story(
      "  - call: SendChatappMassMessage\n    expect: { GroupMessageId: { $matches: '^(89' } }\n",
    )
    expect(complaintOf(text)).toMatch(
      /^story\.yaml:6:\d+: .*\$matches: given "\^\(89": Invalid regular expression/,
    )
  })

  it('with steps for receipts that nothing pushes says so', () => {
    const text = story('  - receipts: ChatAppStatus\n')
    expect(complaintOf(text)).toContain('Add `receipts: true` to `given`.')
  })

  it('keeps the digits of numbers as they are written', () => {
    const text = story(
      '  - call: SendChatappMassMessage\n    with: { TemplateCode: 1119000000000000001, From: 8613900000001 }\n',
    )
    expect(parseScenarioFile(text, 'story.yaml').story[0]).toMatchObject({
      with: { TemplateCode: '1119000000000000001', From: 8613900000001 },
    })
  })

  it('repeats items inside a list', () => {
    const list = [
      { $times: 3, $item: { To: '{{number}}' } },
      { To: '1' },
      { $times: 2, $item: ['{{index}}'] },
    ]
    expect(fill(list, new Map([['number', '100']]))).toEqual([
      { To: '100' },
      { To: '101' },
      { To: '102' },
      { To: '1' },
      ['0'],
      ['1'],
    ])
  })
})

describe('a live plan', () => {
  const planOf = (steps: string) =>
    planLive(
      [parseScenarioFile(story(steps).replace('effectOnLive: none', 'effectOnLive: sends'), 'story.yaml')],
      {
        bindings: new Map(
          ['person', 'from', 'space', 'template', 'language', 'sender', 'number'].map((name) => [
            name,
            '8613800000001',
          ]),
        ),
        recipients: new Set(['8613800000001']),
      },
    )[0]

  it('takes any field of an answer that is not there yet', () => {
    const plan = planOf(
      "  - call: ListChatappTemplate\n    name: list\n  - call: GetChatappTemplateDetail\n    with: { TemplateCode: '{{list.ListTemplate.0.TemplateCode}}', Language: 'x-{{list.a.b.c}}' }\n",
    )
    expect(plan?.calls.map(({ operation }) => operation)).toEqual([
      'ListChatappTemplate',
      'GetChatappTemplateDetail',
    ])
  })

  it('counts the recipients of a list that is written as text', () => {
    const plan = planOf(
      `  - call: SendChatappMassMessage\n    with: { SenderList: '[{"To":"8613800000001"},{"To":"8613800000001"}]' }\n`,
    )
    expect(plan).toMatchObject({ messages: 2 })
    expect(
      planOf(`  - call: SendChatappMassMessage\n    with: { SenderList: '[{"To":"8613899999999"}]' }\n`)
        ?.reason,
    ).toContain('8613899999999')
  })

  it('leaves out a list that cannot be read', () => {
    expect(
      planOf(`  - call: SendChatappMassMessage\n    with: { SenderList: "[{To: 86-138-9999-9999}]" }\n`)
        ?.reason,
    ).toContain('cannot be read before it leaves')
  })
})
