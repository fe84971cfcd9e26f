import { assumed, documented, type Evidence } from '../evidence/evidence.ts'
import rows from './delivery-errors.json' with { type: 'json' }

/** Why a message that was accepted does not arrive: what `ErrorCode` of a status receipt can say. */
export interface DeliveryError {
  /** Digits as text, as in `131026`. */
  readonly code: string
  /** With `details` the text of ErrorDescription. */
  readonly title: string
  readonly details: string
  /** What is at fault: recipient, window, template, content, media, rate, policy, account, flow, registration, system. */
  readonly category: string
  /** Whether sending again can help: yes, no, later, or later (days). */
  readonly retryable: string
  /** Kinds of message it can happen to: template, message. */
  readonly appliesTo: readonly string[]
  /** How well its appearance in a receipt of this product is supported. */
  readonly evidence: Evidence
}

const passedOn = assumed(
  "WhatsApp's own code with WhatsApp's title; that receipts pass both on is inferred from the one printed sample, the details are this project's words",
)
const printed = documented('ChatAppStatus sample, Help Center')
const unnamed = assumed(
  'no source names the code of a message whose Ttl ran out; `timeout` is the FailReason sample of ListChatappMessage',
)

const evidences: Readonly<Record<string, Evidence>> = {
  documented: printed,
  inferred: passedOn,
  assumed: unnamed,
}

/** The delivery errors by code. */
export const deliveryErrors: ReadonlyMap<string, DeliveryError> = new Map(
  rows.map(({ evidence, ...row }) => [row.code, { ...row, evidence: evidences[evidence] as Evidence }]),
)

/** ErrorDescription of a receipt: `<code>:<title>(<details>)`. Source: the sample of 131026, documented; that all codes follow it is inferred. */
export function describeDeliveryError(code: string): string {
  const { title, details } = deliveryErrors.get(code) ?? {
    title: 'Something went wrong',
    details: 'Message failed to send.',
  }
  return `${code}:${title}(${details})`
}
