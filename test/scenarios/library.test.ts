import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { localTargets, openLocalTarget } from '../../cli/contract/targets.ts'
import { errorTable } from '../../contracts/errors/index.ts'
import { curatedOperations } from '../../contracts/operations/index.ts'
import { sendChatappMassMessage } from '../../contracts/operations/send-chatapp-mass-message.ts'
import { ruleOf } from '../../mock-server/emulator/rules.ts'
import { library } from '../../scenarios/library/index.ts'
import { playScenario } from '../../scenarios/play.ts'
import type { Target } from '../../scenarios/target.ts'

describe.each(localTargets)('the library on %s', (name) => {
  let target: Target
  beforeAll(async () => {
    target = await openLocalTarget(name)
  })
  afterAll(() => target.close())

  it.each(library.map((scenario) => [scenario.name, scenario] as const))('plays %s', async (_, scenario) => {
    const { outcome, steps } = await playScenario(scenario, target, { clock: () => 0 })
    const wrong = steps.flatMap(({ title, failures, violations }) => [
      ...failures.map(({ message }) => `${title}: ${message}`),
      ...violations.map(({ check, message }) => `${title}: ${check}: ${message}`),
    ])
    expect({ outcome, wrong }).toEqual({ outcome: 'passed', wrong: [] })
  })
})

describe('the library', () => {
  it('is what its folder holds', () => {
    const files = readdirSync(join(import.meta.dirname, '../../scenarios/library')).filter(
      (file) => file !== 'index.ts',
    )
    expect(library.map(({ name }) => `${name}.ts`).sort()).toEqual(files.sort())
  })

  it('has forty scenarios at least', () => {
    expect(library.length).toBeGreaterThanOrEqual(40)
  })

  const covered = new Set(library.flatMap(({ covers }) => covers))

  it('covers every parameter of the mass send', () => {
    const { properties = {} } = sendChatappMassMessage.inputSchema
    const ofRecipients = Object.keys(properties['SenderList']?.items?.properties ?? {})
    expect([...Object.keys(properties), ...ofRecipients].filter((name) => !covered.has(name))).toEqual([])
  })

  it('covers every error on the page of the mass send, and what the code page says of sends', () => {
    const ofSends = [
      'ChannelTypeNotSupport',
      'TemplateCodeNotEmpty',
      'LanguageNotEmpty',
      'LanguageNotSupport',
      'SendSmsNotSupport',
      'FromOnlyNumeric',
      'ToOnlyNumeric',
    ].map((code) => `InvalidParameter.${code}`)
    expect(
      [
        ...sendChatappMassMessage.errors,
        ...ofSends,
        'ERR-OPERATION-MAAP-0060',
        'ERR-OPERATION-MAAP-0065',
        'DetailError.TemplateNotExist',
      ].filter((code) => !covered.has(code)),
    ).toEqual([])
  })

  it('brings about every error of the table', () => {
    const answered = library
      .flatMap(({ story }) =>
        story.flatMap((step) =>
          'call' in step && step.expect.error !== undefined ? [step.expect.error].flat() : [],
        ),
      )
      .filter((error) => typeof error === 'string')
    const generic = /^(Missing|Invalid)[A-Z][A-Za-z]*$/
    const known = new Set([...answered, ...answered.map((code) => code.replace(generic, '$1{parameter}'))])
    // The guard of the emulator's own doors: no service answers it, so that no scenario can ask for it.
    const ofDoors = ['Forbidden.ForeignPage']
    expect(Object.keys(errorTable).filter((code) => !known.has(code))).toEqual(ofDoors)
  })

  it('calls every operation that keeps state', () => {
    const called = new Set(
      library.flatMap(({ story }) => story.flatMap((step) => ('call' in step ? [step.call] : []))),
    )
    expect(Object.keys(curatedOperations).filter((name) => !called.has(name))).toEqual([])
  })

  it('names rules that exist', () => {
    const named = library.flatMap(({ story }) =>
      story.flatMap((step) => ('call' in step && step.expect.rule !== undefined ? [step.expect.rule] : [])),
    )
    expect(named.filter((id) => ruleOf(id) === undefined)).toEqual([])
  })

  it('sends nothing on live in scenarios without effect: every call of theirs reads or is refused', () => {
    const carriedOut = library.filter(
      ({ effectOnLive, story }) =>
        effectOnLive === 'none' &&
        story.some(
          (step) =>
            'call' in step && step.expect.error === undefined && !/^(Get|List|Query)[A-Z]/.test(step.call),
        ),
    )
    expect(carriedOut.map(({ name }) => name)).toEqual([])
  })
})
