import { deliveryErrors } from '../../contracts/errors/delivery-errors.ts'
import type { Fate } from '../world/batches.ts'

/** A range of recipients whose messages always fare alike. */
export interface TestRecipient {
  /** First digits of the number. */
  readonly prefix: string
  /** Digits that follow the prefix; their value is free. */
  readonly free: number
  readonly example: string
  readonly outcome: Exclude<Fate['outcome'], 'fails'>
  readonly summary: string
}

/** Numbers that cannot exist: no exchange of the North American plan begins with 0 or 1, and 555 is no area code. */
const failing = '15550'

const behaving = (kind: string, outcome: TestRecipient['outcome'], summary: string): TestRecipient => ({
  prefix: `15551${kind}`,
  free: 3,
  example: `15551${kind}000`,
  outcome,
  summary,
})

/** `15550` followed by a delivery error code in six digits: every message fails with that code, after it was sent. */
export const failingRecipient = { prefix: failing, digits: 6, example: `${failing}131026` } as const

/** Recipients with an outcome of their own, in the spirit of test card numbers. */
export const testRecipients: readonly TestRecipient[] = [
  behaving('001', 'stays-sent', 'Sent, and never delivered.'),
  behaving('002', 'delivered-twice', 'Delivered is reported twice, a second apart.'),
  behaving('003', 'read-at-once', 'Read in the same millisecond as Delivered.'),
  behaving('004', 'stays-delivered', 'Delivered, and never read.'),
  behaving(
    '005',
    'opts-out',
    'Reads, then stops marketing: presses the IsOptOut button of the template, or answers STOP. Later marketing templates from the same number fail with 131050.',
  ),
  behaving('006', 'answers-text', 'Reads, then answers "OK".'),
  behaving(
    '007',
    'answers-button',
    'Reads, then presses the first QUICK_REPLY button; without one, answers with a text.',
  ),
  behaving(
    '008',
    'presses-link',
    'Reads, then presses the first URL or PHONE_NUMBER button, which sends nothing: GetChatappTemplateMetric counts it.',
  ),
]

const byPrefix = new Map(testRecipients.map((row) => [row.prefix, row]))
const fates = new Map<string, Fate>([
  ...[...deliveryErrors.keys()]
    .filter((code) => /^\d+$/.test(code))
    .map((code): [string, Fate] => [
      failing + code.padStart(failingRecipient.digits, '0'),
      { outcome: 'fails', code, when: 'delivery' },
    ]),
  ...testRecipients.map(({ prefix, outcome }): [string, Fate] => [prefix, { outcome }]),
])

/** What a reserved number settles; undefined for every other number. */
export function fateOfTestRecipient(to: string): Fate | undefined {
  if (!to.startsWith('1555') || to.length !== 11) return undefined
  return fates.get(to) ?? (byPrefix.has(to.slice(0, 8)) ? fates.get(to.slice(0, 8)) : undefined)
}
