import { describe, expect, it } from 'vitest'
import { explainJson } from '../../../contracts/wire/json-mistakes.ts'

const good = '[{"To":"8613800000001","TemplateParams":{"name":"Ann"}}]'

describe('a list that is no JSON', () => {
  it.each([
    ['single quotes', good.replaceAll('"', "'"), 'at character 3, single quotes'],
    ['None', '[{"To":"86","TemplateParams":None}]', "at character 30, Python's None"],
    ['True', '[{"To":True}]', 'at character 8, True with a capital'],
    [
      'a trailing comma',
      `${good.slice(0, -1)},]`,
      `at character ${good.length}, a comma before the closing ]`,
    ],
    ['a trailing comma in an object', '[{"To":"86",}]', 'at character 12, a comma before the closing }'],
    ['curly quotes', '[{“To”:“86”}]', 'at character 3, curly'],
    ['a byte order mark', `\uFEFF${good}`, 'at character 1, a byte order mark (U+FEFF)'],
    ['NaN', '[{"To":NaN}]', 'at character 8, NaN'],
    ['an unquoted key', '[{To:"86"}]', 'at character 3, the key To without quotes'],
    ['a comment', '[{"To":"86"} // Ann\n]', 'at character 14, a comment'],
    ['a missing comma', '[{"To":"86"}{"To":"87"}]', 'a comma is missing'],
    ['a missing comma between keys', '[{"To":"86" "Payload":[]}]', 'at character 13, '],
    ['a text cut off', '[{"To":"86"}', 'at character 13, the end of the text'],
    ['a line break in a text', '[{"To":"8\n6"}]', 'at character 10, a bare line break'],
    ['a zero-width space', '[{"To":\u200B"86"}]', 'U+200B'],
    ['a no-break space', '[{"To":\u00A0"86"}]', 'U+00A0'],
    ['a number with a plus', '[{"To":+86}]', 'at character 8, the number +86 with a plus'],
    ['the prefix of Python 2', "[{u'To':u'86'}]", 'the prefix u'],
    ['hashes of Ruby', '[{"To"=>"86"}]', 'at character 7, =>'],
    ['maps of Java', '[{To=86}]', 'as Java prints maps'],
    ['maps of Go', '[map[To:86]]', 'json.Marshal'],
    ['an object of JavaScript', '[object Object]', 'JSON.stringify'],
    ['an array of PHP', 'Array', 'json_encode'],
    ['percent-encoded text', '%5B%7B%22To%22%3A1%7D%5D', 'percent-encoded once more'],
    ['escaped quotes', '[{\\"To\\":\\"86\\"}]', 'at character 3, a backslash before a quote'],
    ['bare numbers', '8613800000001,8613800000002', 'A list of recipients is written'],
    ['a second value', '[] []', 'more text'],
  ])('says so of %s', (_, text, says) => {
    const told = explainJson('SenderList', text, 'array')
    expect(told).toContain('SenderList is not JSON')
    expect(told).toContain(says)
  })

  it('names several mistakes of one text', () => {
    const told = explainJson('SenderList', "[{'To':'86','TemplateParams':None}]", 'array')
    expect(told).toMatch(/at character 3, single quotes.* Also, at character 30: Python's None/s)
  })
})

describe('JSON of something else', () => {
  it.each([
    [JSON.stringify(good), 'twice: it is JSON text within JSON text'],
    [JSON.stringify(JSON.stringify(good)), '3 times'],
    ['{"To":"86"}', 'put [ ] around it'],
    ['{"0":{"To":"86"},"2":{"To":"87"}}', 'array_values'],
    ['"nobody"', 'a JSON text'],
    ['null', 'is null'],
  ])('is named: %s', (text, says) => {
    expect(explainJson('SenderList', text, 'array')).toContain(says)
  })

  it('is nothing to say about where the form is right', () => {
    expect(explainJson('SenderList', good, 'array')).toBeUndefined()
    expect(explainJson('Page', '{"Index":1}', 'object')).toBeUndefined()
  })

  it('is searched in little time, however large or deep the text is', () => {
    for (const text of [
      '['.repeat(1_000_000),
      `[${'1,'.repeat(500_000)}`,
      `"${'\\'.repeat(1_000_001)}`,
      `[${"'a',".repeat(200_000)}`,
    ])
      expect(explainJson('SenderList', text, 'array')).toContain('not JSON')
  })
})
