import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { parseScenarioFile } from '../../../cli/contract/files.ts'
import { library } from '../../../scenarios/library/index.ts'
import { scenarioJsonSchema } from '../../../scenarios/scenario.ts'

const good = `name: my-story
summary: Sends to one person.
effectOnLive: sends
story:
  - call: SendChatappMassMessage
    name: send
    with:
      TaskId: t-1
  - messages: group:{{send.GroupMessageId}} status:Read
`

const complaintOf = (text: string): string => {
  try {
    parseScenarioFile(text, 'story.yaml')
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`
  }
  return 'none'
}

describe('a scenario file', () => {
  it('is read as YAML and as JSON alike', () => {
    const scenario = parseScenarioFile(good, 'story.yaml')
    expect(scenario).toMatchObject({
      name: 'my-story',
      story: [{ call: 'SendChatappMassMessage', times: 1 }, { count: 1 }],
    })
    expect(
      parseScenarioFile(
        JSON.stringify({
          name: 'my-story',
          summary: 'Sends to one person.',
          effectOnLive: 'sends',
          story: [
            { call: 'SendChatappMassMessage', name: 'send', with: { TaskId: 't-1' } },
            { messages: 'group:{{send.GroupMessageId}} status:Read' },
          ],
        }),
        'story.json',
      ),
    ).toEqual(scenario)
  })

  it.each<[string, string, RegExp]>([
    [
      'an unknown key',
      good.replace('summary', 'sumary'),
      /^story\.yaml:2:1: sumary: unknown key\. Did you mean summary\?/m,
    ],
    [
      'an unknown effect',
      good.replace(': sends', ': send'),
      /story\.yaml:3:1: effectOnLive: given "send", expected one of none, sends, never\. Did you mean sends\?/,
    ],
    [
      'an unknown operation',
      good.replace('MassMessage', 'MasMessage'),
      /story\.yaml:5:5: story\.0\.call: the API has no operation SendChatappMasMessage\. Did you mean SendChatappMassMessage\?/,
    ],
    [
      'an unknown parameter',
      good.replace('TaskId', 'TaskID'),
      /story\.yaml:8:7: story\.0\.with\.TaskID: SendChatappMassMessage has no parameter TaskID\. Did you mean TaskId\?/,
    ],
    [
      'an unknown kind of step',
      good.replace('- messages', '- mesages'),
      /story\.yaml:9:5: story\.1\.mesages: unknown kind of step\. Did you mean messages\?/,
    ],
    [
      'an unknown value',
      good.replace('{{send.', '{{sent.'),
      /story\.yaml:9:5: story\.1: \{\{sent\}\} has no value here\. Did you mean send\?/,
    ],
    [
      'an unknown key of a step',
      good.replace('name: send', 'nam: send'),
      /story\.yaml:6:5: story\.0\.nam: unknown key\. Did you mean name\? Known here: call, name/,
    ],
    [
      'a duration that is none',
      `${good}  - wait: soon\n`,
      /story\.yaml:10:5: story\.2\.wait: given "soon", a duration such as 250ms/,
    ],
    [
      'a name that is none',
      good.replace('my-story', 'My Story'),
      /story\.yaml:1:1: name: given "My Story", lower-case words joined by hyphens/,
    ],
    [
      'a story without steps',
      good.slice(0, good.indexOf('story:')) + 'story: []\n',
      /story\.yaml:4:1: story: /,
    ],
    [
      'an unknown part of the world',
      good.replace('story:', 'given:\n  accounts:\n    - uid: "5"\n      kyes: []\nstory:'),
      /story\.yaml:7:7: given\.accounts\.0\.kyes: unknown: kyes\. Did you mean keys\?/,
    ],
    [
      'an unknown fault',
      good.replace('story:', 'given:\n  faults: [{ fault: latncy }]\nstory:'),
      /story\.yaml:5:14: given\.faults\.0\.fault: there is no fault latncy\. Did you mean latency\?/,
    ],
    [
      'an unknown fault in a step',
      `${good}  - fault: latncy\n`,
      /story\.yaml:10:5: story\.2\.fault: there is no fault latncy\. Did you mean latency\?/,
    ],
    [
      'a fault with an unknown code',
      `${good}  - fault: error\n    with: { code: System.LimtControl }\n`,
      /story\.yaml:11:13: story\.2\.with\.code: the error table has no System\.LimtControl\. Did you mean System\.LimitControl\?/,
    ],
    [
      'a plan that is none',
      good.replace('story:', 'given:\n  plan: { failCode: never }\nstory:'),
      /story\.yaml:5:11: given\.plan\.failCode: /,
    ],
    [
      'a query on a status there is not',
      good.replace('status:Read', 'status:Raed'),
      /story\.yaml:9:5: story\.1\.messages: There is no status Raed\. Did you mean Read\?/,
    ],
    ['broken YAML', 'name: [', /story\.yaml:1:\d+: /],
    ['an empty file', '', /story\.yaml:1:1: the file: /],
    ['a list', '- name: x', /the file: /],
    [
      'aliases that multiply',
      `a: &a [x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\n`,
      /story\.yaml: Excessive alias count/,
    ],
  ])('with %s is refused by file, line and column, with the nearest name', (_, text, complaint) => {
    expect(complaintOf(text)).toMatch(complaint)
  })

  it('complains about everything at once', () => {
    expect(
      complaintOf(good.replace('TaskId', 'TaskID').replace('- messages', '- mesages')).split('\n'),
    ).toHaveLength(2)
  })
})

describe('the published JSON Schema', () => {
  const validate = new Ajv2020({ strict: false }).compile(scenarioJsonSchema())

  it('accepts every scenario of the library', () => {
    const refused = library.filter((scenario) => !validate(JSON.parse(JSON.stringify(scenario))))
    expect(refused.map(({ name }) => name)).toEqual([])
  })

  it('refuses what the reader refuses', () => {
    expect(validate({ name: 'a', summary: 'b', effectOnLive: 'none', story: [{ cal: 'x' }] })).toBe(false)
  })

  it('is the file editors are pointed to', async () => {
    expect(
      JSON.parse(
        await readFile(join(import.meta.dirname, '../../../docs/reference/scenario.schema.json'), 'utf8'),
      ),
    ).toMatchObject(JSON.parse(JSON.stringify(scenarioJsonSchema())))
  })
})
