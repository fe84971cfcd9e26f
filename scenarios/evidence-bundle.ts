import { assumptions, type Assumption } from '../contracts/evidence/assumptions.ts'
import { errorTable, type ErrorRow } from '../contracts/errors/index.ts'
import type { Exchange } from '../contracts/exchange.ts'
import { secretMask } from '../recording/redaction/secret-mask.ts'
import { withoutSecretForms } from '../recording/redaction/secrets.ts'
import type { Played } from './play.ts'
import { tallyOf } from './reports/run.ts'

/** What a live run observed, without anything that belongs to a person or an account. */
export interface Observation {
  readonly scenario: string
  readonly step: number
  readonly title: string
  readonly agrees: boolean
  /** What was assumed until now and the answer shows to be so. */
  readonly confirms: readonly Confirmation[]
  readonly answers: readonly {
    readonly status: number
    readonly body: string
    readonly input: Readonly<Record<string, string>>
  }[]
}

/** A refusal as `rule code`, a choice of a switch as `name=choice`, or a code of the error table. */
export interface Confirmation {
  readonly kind: 'refusals' | 'choices' | 'errors'
  readonly name: string
}

/** What is kept of a live run. */
export interface EvidenceBundle {
  /** yyyy-MM-dd */
  readonly date: string
  /** Origin that answered. */
  readonly endpoint: string
  readonly observed: readonly Observation[]
}

/**
 * Observations of a live run. With the same scenarios played on the emulator they say what of it live confirms: the rule that refused there,
 * where it is only assumed and live refused with the same code; and of a switch the choice that live answers, even when it is not ours.
 */
export function observationsOf(live: readonly Played[], emulated: readonly Played[] = []): Observation[] {
  const secrets = redactor(live.flatMap(({ steps }) => steps.flatMap(({ exchanges }) => exchanges)))
  return live.flatMap(({ scenario, steps }) =>
    steps
      .filter(({ exchanges }) => exchanges.length > 0)
      .map((step) => {
        const twin = emulated.find((each) => each.scenario.name === scenario.name)?.steps[step.index]
        const decided = twin?.exchanges.at(-1)
        const agrees =
          step.outcome === 'passed' && (twin === undefined || decided?.code === step.exchanges.at(-1)?.code)
        return {
          scenario: scenario.name,
          step: step.index,
          title: step.title,
          agrees,
          confirms: confirmedBy(step.exchanges.at(-1), decided, agrees),
          answers: step.exchanges.map(({ status, body, input }) => ({
            status,
            body: secrets(body),
            input: Object.fromEntries(Object.entries(input).map(([name, value]) => [name, secrets(value)])),
          })),
        }
      }),
  )
}

function confirmedBy(
  answered: Exchange | undefined,
  decided: Exchange | undefined,
  agrees: boolean,
): Confirmation[] {
  if (answered === undefined || answered.code === 'OK' || answered.code === '') return []
  const row = (errorTable as Readonly<Record<string, ErrorRow>>)[answered.code]
  const error: Confirmation[] =
    row?.evidence.class === 'assumed' ? [{ kind: 'errors', name: answered.code }] : []
  if (decided === undefined) return error
  const { class: of, assumption } = decided.evidence
  if (assumption !== undefined)
    return [...error, ...choiceOf(assumption.split('=')[0] as string, answered.code)]
  return agrees && of === 'assumed'
    ? [...error, { kind: 'refusals', name: `${decided.rule} ${answered.code}` }]
    : error
}

/** The choice of a switch that a code stands for; a choice may hold `{parameter}`. */
function choiceOf(name: string, code: string): Confirmation[] {
  const choices = (assumptions as Readonly<Record<string, Assumption>>)[name]?.choices ?? []
  const choice =
    choices.find((each) => each === code) ??
    choices.find(
      (each) =>
        each.endsWith('{parameter}') &&
        code.startsWith(each.replace('{parameter}', '')) &&
        !code.includes('.'),
    )
  return choice === undefined ? [] : [{ kind: 'choices', name: `${name}=${choice}` }]
}

/** Removes secrets, and masks numbers and ids: the last digits stay, so that the same one is seen to be the same. A pseudonym could be somebody's number. */
function redactor(exchanges: readonly Exchange[]): (text: string) => string {
  const mask = secretMask(exchanges.map(({ accessKeyId }) => accessKeyId))
  return (text) =>
    withoutSecretForms(mask(text))
      .replaceAll(/\d{7,}/g, (digits) => `${'*'.repeat(digits.length - 3)}${digits.slice(-3)}`)
      .replaceAll(/cams-[0-9a-z]+/gi, 'cams-***')
}

/** The page that is kept in docs/observations. */
export function observationPage(
  { date, endpoint, observed: observations }: EvidenceBundle,
  live: readonly Played[],
): string {
  const { passed, failed, skipped } = tallyOf(live)
  const confirmed = [...new Set(observations.flatMap(({ confirms }) => confirms.map(({ name }) => name)))]
  return `# Scenarios played on ${endpoint}, ${date}

${passed} passed, ${failed} failed, ${skipped} skipped. Written by \`chatapp-mock contract --target live\`; keys, numbers and ids are redacted.

${confirmed.length === 0 ? 'No assumption was confirmed.' : `Assumed until now, observed on ${date}:\n\n${confirmed.map((name) => `* \`${name}\``).join('\n')}`}

${observations
  .map(
    ({ scenario, step, title, agrees, answers }) =>
      `## ${scenario}, step ${step + 1}\n\n${title}: ${agrees ? 'as expected' : 'NOT as expected'}\n\n\`\`\`\n${answers
        .slice(-1)
        .map(({ status, body }) => `${status} ${body}`)
        .join('\n')}\n\`\`\``,
  )
  .join('\n\n')}
`
}
