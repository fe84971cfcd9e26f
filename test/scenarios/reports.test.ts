import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { beforeAll, describe, expect, it } from 'vitest'
import { openLocalTarget } from '../../cli/contract/targets.ts'
import { observationPage, observationsOf } from '../../scenarios/evidence-bundle.ts'
import { defineScenario } from '../../scenarios/parse-scenario.ts'
import { playScenario, type Played } from '../../scenarios/play.ts'
import { githubAnnotations } from '../../scenarios/reports/github.ts'
import { htmlReport } from '../../scenarios/reports/html.ts'
import { jsonReport } from '../../scenarios/reports/json.ts'
import { junitReport } from '../../scenarios/reports/junit.ts'
import { verdictOf, type Run } from '../../scenarios/reports/run.ts'
import { scenarioLines, summaryLines } from '../../scenarios/reports/terminal.ts'

const hostile = '<script>alert("&\u0007")</script>'
const good = defineScenario({
  name: 'good',
  summary: 'Sends.',
  effectOnLive: 'sends',
  story: [{ call: 'SendChatappMassMessage' }],
})
const bad = defineScenario({
  name: 'bad',
  summary: `Fails: ${hostile}`,
  effectOnLive: 'sends',
  story: [{ call: 'SendChatappMassMessage', with: { Language: hostile } }, { wait: '1s' }],
})

let run: Run
let played: Played[]
beforeAll(async () => {
  const target = await openLocalTarget('in-process')
  played = [
    await playScenario(good, target, { clock: () => 0 }),
    await playScenario(bad, target, { clock: () => 0 }),
    { scenario: good, target: 'x', outcome: 'skipped', reason: 'no world', steps: [], took: 0 },
  ]
  await target.close()
  const difference = {
    scenario: 'good',
    step: 0,
    title: 'a step',
    class: 'value',
    pointer: '/Message',
    documented: '"OK"',
    first: '"OK"',
    second: `"${hostile}"`,
  } as const
  run = {
    target: 'mock',
    startedAt: '2026-01-01T00:00:00.000Z',
    took: 1234,
    played,
    against: { target: 'live', played, differences: [difference] },
  }
})

describe('reports', () => {
  it('of the terminal show what failed, with the request to ask about', () => {
    const lines = scenarioLines(played[1] as Played)
    expect(lines).toMatch(
      /^FAILED {2}bad\n {4}step 1: SendChatappMassMessage → OK\n {6}\/Code is "InvalidParameter\.LanguageNotSupport"/,
    )
    expect(lines).toMatch(/request [0-9A-F-]{36}$/)
    expect(summaryLines(run)).toBe(
      '1 passed, 1 failed, 1 skipped on mock in 1.2s\n1 passed, 1 failed, 1 skipped on live\n1 difference between mock and live',
    )
  })

  it('in JUnit are well-formed and count alike', () => {
    const xml = junitReport(run)
    expect(XMLValidator.validate(xml)).toBe(true)
    const { testsuites } = new XMLParser({ ignoreAttributes: false }).parse(xml) as {
      testsuites: Record<string, unknown>
    }
    expect(testsuites).toMatchObject({ '@_tests': '6', '@_failures': '3', '@_skipped': '2' })
  })

  describe('of two targets agree, whichever side fails', () => {
    const passed = (): Played[] => played.filter(({ outcome }) => outcome === 'passed')
    const failed = (): Played[] => played.filter(({ outcome }) => outcome === 'failed')
    const skipped = (): Played[] => played.filter(({ outcome }) => outcome === 'skipped')
    const ofBoth = (first: Played[], second: Played[]): Run => ({
      ...run,
      played: first,
      against: { target: 'live', played: second, differences: [] },
    })
    const failuresIn = (xml: string): number => Number(/failures="(\d+)"/.exec(xml)?.[1])

    it.each([
      ['neither', passed, passed, 'passed', 0],
      ['the first', failed, passed, 'failed', 1],
      ['the second', passed, failed, 'failed', 1],
      ['both', failed, failed, 'failed', 2],
      ['neither, as all was skipped', skipped, skipped, 'nothing-passed', 1],
    ] as const)('%s', (_, first, second, verdict, failures) => {
      const both = ofBoth(first(), second())
      expect(verdictOf(both)).toBe(verdict)
      expect(JSON.parse(jsonReport(both))).toMatchObject({ verdict })
      expect(failuresIn(junitReport(both))).toBe(failures)
      expect(htmlReport(both).includes('The contract is kept')).toBe(verdict === 'passed')
    })

    it('and say why the second failed', () => {
      const both = ofBoth(passed(), failed())
      const why = 'InvalidParameter.LanguageNotSupport'
      for (const report of [
        junitReport(both),
        jsonReport(both),
        htmlReport(both),
        githubAnnotations(both).join(),
      ])
        expect(report).toContain(why)
    })
  })

  it('in JSON hold every exchange', () => {
    const { tally, scenarios } = JSON.parse(jsonReport(run)) as {
      tally: object
      scenarios: { name: string; steps: { exchanges: unknown[] }[] }[]
    }
    expect(tally).toEqual({ passed: 1, failed: 1, skipped: 1 })
    expect(scenarios[0]?.steps[0]?.exchanges).toHaveLength(1)
  })

  it('in HTML need nothing from elsewhere, and show hostile texts as texts', () => {
    const html = htmlReport(run)
    expect(html).not.toContain('<script')
    expect(html).not.toMatch(/(?:src|href)="(?!#)|@import|url\(/)
    expect(html).toContain('&lt;script&gt;')
    expect(html).toContain('<h1>1 of 3 scenarios failed, 1 failed on live, 1 difference</h1>')
    // Who passes alone and differs does not keep the contract.
    const passed = run.played.filter(({ outcome }) => outcome === 'passed')
    expect(
      htmlReport({
        ...run,
        played: passed,
        against: { target: 'live', played: passed, differences: run.against?.differences ?? [] },
      }),
    ).toContain('<h1>1 difference</h1>')
    expect(htmlReport({ target: 'mock', startedAt: '', took: 0, played: passed })).toContain(
      '<h1>The contract is kept</h1>',
    )
    expect(html.match(/<details/g)?.length).toBe(html.match(/<\/details>/g)?.length)
  })

  it('for GitHub stay within one line each, and point to the file', () => {
    const [failure, , difference] = githubAnnotations(run, new Map([['bad', 'stories/bad.yaml']]))
    expect(failure).toMatch(/^::error file=stories\/bad\.yaml,title=bad on mock::step 1: [^\n]*%0A/)
    expect(difference).toMatch(/^::error title=value in good::/)
  })
})

describe('observations', () => {
  it('name the assumptions live confirmed, and nobody', () => {
    const assumedRule = {
      ...played[0],
      steps: played[0]?.steps.map((step) => ({
        ...step,
        exchanges: step.exchanges.map((exchange) => ({
          ...exchange,
          code: 'InvalidTo',
          rule: 'some.rule',
          evidence: { class: 'assumed' as const, source: '' },
        })),
      })),
    } as Played
    const refused = {
      ...assumedRule,
      steps: assumedRule.steps.map((step) => ({
        ...step,
        exchanges: step.exchanges.map((exchange) => ({ ...exchange, rule: '' })),
      })),
    } as Played
    const observed = observationsOf([refused], [assumedRule])
    expect(observed).toMatchObject([
      { scenario: 'good', agrees: true, confirms: [{ kind: 'refusals', name: 'some.rule InvalidTo' }] },
    ])
    const repeating = {
      ...refused,
      steps: refused.steps.map((step) => ({
        ...step,
        exchanges: step.exchanges.map((exchange) => ({
          ...exchange,
          accessKeyId: 'mock-ak-1',
          body: '{"Message":"key mock-ak-1, token STS.NUabcdefghijkl of ?Signature=kg2rD8MnBvEj%3D&z"}',
        })),
      })),
    } as Played
    expect(observationsOf([repeating])[0]?.answers[0]?.body).toBe(
      '{"Message":"key ***, token *** of ?Signature=***&z"}',
    )
    const text =
      JSON.stringify(observed) +
      observationPage({ date: '2026-01-01', endpoint: 'https://live.example', observed }, played)
    for (const secret of ['8613800000001', '8613900000001', 'mock-ak-1', 'cams-demo0001'])
      expect(text).not.toContain(secret)
    expect(text).toContain('* `some.rule InvalidTo`')
    // That something was carried out confirms no rule.
    expect(observationsOf([played[0] as Played], [assumedRule])).toMatchObject([
      { agrees: false, confirms: [] },
    ])
  })
})
