import { expect, it } from 'vitest'
import { faultsOf, rowRules, type CampaignFacts } from '../../../lab/preflight/row-rules.ts'

const facts: CampaignFacts = {
  phoneNumbers: true,
  addressVariables: ['path'],
  quickReplies: 1,
  tooLong: () => undefined,
}

it('finds in every value what all rules find, whatever signs it has', () => {
  const pieces = [
    'Ann',
    'Zoë',
    '您好',
    ' ',
    '    ',
    '\t',
    '\n',
    '\u2028',
    '\u0007',
    '{{x}}',
    '$(a)',
    '#N/A',
    'null',
    '[object Object]',
    'Ã©',
    '%zz',
    'é',
    '(null)',
  ]
  for (const first of pieces)
    for (const second of pieces)
      for (const name of ['name', 'path']) {
        const recipient = { To: '8613800000001', TemplateParams: { [name]: `${first}${second}` } }
        const all = rowRules.filter(({ judge }) => judge(recipient, facts) !== undefined).map(({ id }) => id)
        expect(faultsOf(recipient, facts).map(({ rule }) => rule)).toEqual(all)
      }
})

it.each([
  ['6591234567', []],
  ['659123456', ['number-fits-country']],
  ['861380000000', []],
  ['86138000000000', ['number-fits-country']],
  ['35612345', []],
])('judges the length of %s by its country', (To, expected) => {
  expect(faultsOf({ To }, facts).map(({ rule }) => rule)).toEqual(expected)
})
