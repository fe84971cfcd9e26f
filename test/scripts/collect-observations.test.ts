import { describe, expect, it } from 'vitest'
import { assumptions } from '../../contracts/evidence/assumptions.ts'
import { observations } from '../../contracts/generated/observations.ts'
import type { Confirmation } from '../../scenarios/evidence-bundle.ts'
import { collectObservations, observationsSource } from '../../scripts/collect-observations.ts'

const service = 'https://cams.ap-southeast-1.aliyuncs.com'
const bundle = (
  date: string,
  confirms: readonly Confirmation[],
  endpoint = service,
): { name: string; text: string } => ({
  name: `${date}-scenarios.json`,
  text: JSON.stringify({ date, endpoint, observed: [{ confirms }] }),
})
const rule: Confirmation = {
  kind: 'refusals',
  name: 'send.recipients-are-numeric InvalidParameter.ToOnlyNumeric',
}

describe('bundles of observations', () => {
  it('count with the date of the newest that says so', () => {
    const collected = collectObservations([
      bundle('2026-03-01', [rule]),
      bundle('2026-01-01', [rule, { kind: 'choices', name: 'ramDenial=NoPermission' }]),
    ])
    expect(collected).toEqual({
      rules: { 'send.recipients-are-numeric': { date: '2026-03-01', bundle: '2026-03-01-scenarios.json' } },
      refusals: {
        'send.recipients-are-numeric InvalidParameter.ToOnlyNumeric': {
          date: '2026-03-01',
          bundle: '2026-03-01-scenarios.json',
        },
      },
      choices: { 'ramDenial=NoPermission': { date: '2026-01-01', bundle: '2026-01-01-scenarios.json' } },
      errors: {},
    })
    expect(observationsSource(collected)).toContain('"ramDenial=NoPermission": {\n      "date": "2026-01-01"')
  })

  it.each<[string, ReturnType<typeof bundle>, RegExp]>([
    [
      'of an emulator',
      bundle('2026-01-01', [rule], 'https://127.0.0.1:4443'),
      /^2026-01-01-scenarios\.json: answers of https:\/\/127/,
    ],
    [
      'of a host whose name only begins like the service',
      bundle('2026-01-01', [rule], 'https://cams.ap-southeast-1.aliyuncs.com.example.org'),
      /no observation/,
    ],
    [
      'without TLS',
      bundle('2026-01-01', [rule], 'http://cams.ap-southeast-1.aliyuncs.com'),
      /no observation/,
    ],
    ['with a date that is none', bundle('last week', [rule]), /expected yyyy-MM-dd/],
    [
      'of a rule there is not',
      bundle('2026-01-01', [{ kind: 'refusals', name: 'send.no-such-rule InvalidTo' }]),
      /confirms refusals send\.no-such-rule InvalidTo, which there is not/,
    ],
    [
      'of a choice there is not',
      bundle('2026-01-01', [{ kind: 'choices', name: 'ramDenial=Nothing' }]),
      /confirms choices/,
    ],
    [
      'of an error there is not',
      bundle('2026-01-01', [{ kind: 'errors', name: 'NoSuchCode' }]),
      /confirms errors/,
    ],
  ])('%s are refused', (_, file, complaint) => {
    expect(() => collectObservations([file])).toThrow(complaint)
  })
})

it('what live was seen to choose is what the emulator does unless told otherwise', () => {
  const behind = Object.keys(observations.choices).filter((choice) => {
    const [name = '', seen] = choice.split('=')
    return (assumptions as Record<string, { choices: readonly string[] }>)[name]?.choices[0] !== seen
  })
  expect(behind).toEqual([])
})
