import { assumed, documented } from '../../contracts/evidence/evidence.ts'
import type { Rule } from '../../contracts/evidence/evidence.ts'
import type { PushAnswer } from '../ports/transport.ts'
import type { World } from '../world/world.ts'

/** Whether a push arrived, and the rule that decided it. */
export interface PushVerdict {
  readonly accepted: boolean
  /** False when another attempt cannot help. */
  readonly repeatable: boolean
  readonly code: string
  readonly rule: Rule
  readonly expected?: string
  readonly explanation?: string
}

const platform = 'SMS and Voice pages of the same push platform'
const timeout = documented('ChatAppStatus, HTTP edition')

const accepted: Rule = {
  id: 'push.accepted',
  summary: 'The push was answered in time with HTTP 200 and a numeric code.',
  evidence: documented(platform),
}
const hostIsAllowed: Rule = {
  id: 'push.host-is-allowed',
  summary: 'Pushes go to this machine, and to hosts that were allowed by name.',
  evidence: assumed('a safeguard of this project, not a statement about the service'),
}
const consumerIsReached: Rule = {
  id: 'push.consumer-is-reached',
  summary: 'A consumer that cannot be reached fails the push.',
  evidence: documented(platform),
}
const answerIsInTime: Rule = {
  id: 'push.answer-is-in-time',
  summary: 'The answer has to be complete within 3 seconds.',
  evidence: timeout,
}
const statusIs200: Rule = {
  id: 'push.status-is-200',
  summary: 'Any HTTP status but 200 fails the push; redirects are not followed.',
  evidence: documented(`${platform}; that redirects are not followed is assumed`),
}
const codeIsNumeric: Rule = {
  id: 'push.code-is-numeric',
  summary: 'The answer is a JSON object whose code is a number; which one does not matter.',
  evidence: documented(platform),
}

/** Every rule an attempt can be attributed to, in the order they are looked at. */
export const pushRules: readonly Rule[] = [
  hostIsAllowed,
  consumerIsReached,
  answerIsInTime,
  statusIs200,
  codeIsNumeric,
  accepted,
]

const unanswered = {
  'not-allowed': { code: 'Push.NotAllowed', rule: hostIsAllowed, repeatable: false },
  unreachable: { code: 'Push.Unreachable', rule: consumerIsReached },
  'timed-out': { code: 'Push.Timeout', rule: answerIsInTime },
}

/** Decides about an answer. */
export function judgePush(
  answer: Exclude<PushAnswer, { outcome: 'stopped' }>,
  { pushAcceptance }: World['assumptions'],
): PushVerdict {
  const failed = { accepted: false, repeatable: true }
  if (answer.outcome !== 'answered')
    return { ...failed, ...unanswered[answer.outcome], explanation: answer.detail }
  const { status, body, cut } = answer
  if (status !== 200) return { ...failed, code: 'Push.Status', rule: statusIs200, expected: 'HTTP 200' }
  if (!isAccepted(body, pushAcceptance)) {
    return {
      ...failed,
      code: 'Push.Code',
      rule: codeIsNumeric,
      expected: '{"code":0,"msg":"…"}, with any number as code',
      ...(cut ? { explanation: 'The answer is longer than what is read of it.' } : {}),
    }
  }
  return { accepted: true, repeatable: false, code: 'OK', rule: accepted }
}

function isAccepted(body: string, by: World['assumptions']['pushAcceptance']): boolean {
  if (by === 'status-200') return true
  const code = (parsed(body) as { code?: unknown } | null | undefined)?.code
  return typeof code === 'number' || (by === 'no-wrong-code' && code === undefined)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
