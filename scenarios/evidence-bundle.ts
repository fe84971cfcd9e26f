import type { Exchange } from '../contracts/exchange.ts'
import type { Played } from './play.ts'
import { tallyOf } from './reports/run.ts'

/** What a live run observed, without anything that belongs to a person or an account. */
export interface Observation {
  readonly scenario: string
  readonly step: number
  readonly title: string
  readonly agrees: boolean
  /** The rule of the emulator that an agreeing answer confirms; only when both were played. */
  readonly confirms?: string
  readonly answers: readonly { readonly status: number; readonly body: string; readonly input: Readonly<Record<string, string>> }[]
}

/**
 * Observations of a live run. With the same scenarios played on the emulator, the rules that decided there and are only assumed are named
 * where live agreed.
 */
export function observationsOf(live: readonly Played[], emulated: readonly Played[] = []): Observation[] {
  const secrets = redactor(live.flatMap(({ steps }) => steps.flatMap(({ exchanges }) => exchanges)))
  return live.flatMap(({ scenario, steps }) =>
    steps
      .filter(({ exchanges }) => exchanges.length > 0)
      .map((step) => {
        const twin = emulated.find((each) => each.scenario.name === scenario.name)?.steps[step.index]
        const decided = twin?.exchanges.at(-1)
        const agrees = step.outcome === 'passed' && (twin === undefined || decided?.code === step.exchanges.at(-1)?.code)
        return {
          scenario: scenario.name,
          step: step.index,
          title: step.title,
          agrees,
          ...(agrees && decided?.evidence.class === 'assumed' ? { confirms: decided.rule } : {}),
          answers: step.exchanges.map(({ status, body, input }) => ({ status, body: secrets(body), input: Object.fromEntries(Object.entries(input).map(([name, value]) => [name, secrets(value)])) })),
        }
      }),
  )
}

/** Replaces keys, numbers and ids: the last digits stay, so that the same one is seen to be the same. */
function redactor(exchanges: readonly Exchange[]): (text: string) => string {
  const keys = new Set(exchanges.map(({ accessKeyId }) => accessKeyId).filter((id) => id !== ''))
  return (text) => {
    let redacted = text
    for (const key of keys) redacted = redacted.replaceAll(key, '(key)')
    return redacted.replaceAll(/LTAI[0-9A-Za-z]+/g, '(key)').replaceAll(/\d{7,}/g, (digits) => `${'*'.repeat(digits.length - 3)}${digits.slice(-3)}`).replaceAll(/cams-[0-9a-z]+/gi, 'cams-***')
  }
}

/** The page that is kept in docs/observations. */
export function observationPage(date: string, endpoint: string, live: readonly Played[], observations: readonly Observation[]): string {
  const { passed, failed, skipped } = tallyOf(live)
  const confirmed = [...new Set(observations.flatMap(({ confirms }) => confirms ?? []))]
  return `# Scenarios played on ${endpoint}, ${date}

${passed} passed, ${failed} failed, ${skipped} skipped. Written by \`chatapp-mock contract --target live\`; keys, numbers and ids are redacted.

${confirmed.length === 0 ? 'No assumption was confirmed.' : `Assumed until now, observed on ${date}:\n\n${confirmed.map((rule) => `* \`${rule}\``).join('\n')}`}

${observations.map(({ scenario, step, title, agrees, answers }) => `## ${scenario}, step ${step + 1}\n\n${title}: ${agrees ? 'as expected' : 'NOT as expected'}\n\n\`\`\`\n${answers.slice(-1).map(({ status, body }) => `${status} ${body}`).join('\n')}\n\`\`\``).join('\n\n')}
`
}
