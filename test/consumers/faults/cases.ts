import type { FaultRuleInput } from '../../../mock-server/faults/rule.ts'

/** A fault that clients meet. */
export interface FaultCase {
  readonly name: string
  readonly rule: FaultRuleInput
  /** Calls that are made; the fault strikes the first. */
  readonly calls: number
  /** `http`: in a world of its own; the others are of a whole server. */
  readonly of: 'http' | 'https' | 'port'
  /** Clients wait for their own timeout. */
  readonly waits: boolean
}

const one = (name: string, rule: FaultRuleInput, changes: Partial<FaultCase> = {}): FaultCase => ({
  name,
  rule,
  calls: 1,
  of: 'http',
  waits: false,
  ...changes,
})
const plain = (fault: string, parameters: FaultRuleInput['with'] = {}): FaultCase =>
  one(fault, { fault, with: parameters })

/** Every fault that an API client can see; those of receipts are seen by whoever receives them. */
export const faultCases: readonly FaultCase[] = [
  plain('latency', { fixed: '20ms' }),
  plain('slow-answer', { bytes: 40, every: '5ms' }),
  plain('bandwidth', { bytesPerSecond: 5000 }),
  one('connection-refused', { fault: 'connection-refused' }, { of: 'port' }),
  one('reset before-read', { fault: 'reset', at: 'before-read' }),
  one('reset after-commit', { fault: 'reset', at: 'after-commit' }),
  one('reset once after-commit', { fault: 'reset', at: 'after-commit', when: { nth: 1 } }),
  one('reset mid-answer', { fault: 'reset', at: 'mid-answer', with: { after: 20 } }),
  plain('half-close'),
  plain('empty-answer'),
  one('no-answer', { fault: 'no-answer' }, { waits: true }),
  one('stale-connection', { fault: 'stale-connection', when: { nth: 1 } }, { calls: 2 }),
  plain('truncated-body'),
  plain('empty-body'),
  plain('garbage-bytes'),
  plain('malformed-json'),
  plain('wrong-content-type'),
  plain('wrong-content-length'),
  plain('damaged-gzip'),
  plain('proxy-page'),
  plain('bare-error'),
  plain('server-error'),
  one('server-error 503', { fault: 'server-error', with: { status: 503 } }),
  one('error once', { fault: 'error', with: { code: 'Throttling.User' }, when: { nth: 1 } }),
  plain('error', { code: 'ERR-OPERATION-MAAP-0065' }),
  plain('error-with-status-200'),
  plain('ok-with-error-text'),
  plain('throttling-storm'),
  plain('throttling-flapping', { refusing: '1h', admitting: '1s' }),
  plain('clock-skew', { by: '20m' }),
  one('security-token-expired', { fault: 'security-token-expired' }),
  plain('request-id-missing'),
  plain('group-message-id-missing'),
  one('group-message-id-repeated', { fault: 'group-message-id-repeated', when: { nth: 2 } }, { calls: 2 }),
  plain('unknown-fields'),
  plain('field-renamed'),
  plain('null-for-string'),
  plain('number-as-string'),
  plain('string-as-number'),
  // Clients trust the server's CA: without a fault the call goes through.
  one('over TLS without a fault', { fault: 'latency', with: { fixed: 0 } }, { of: 'https' }),
  one('tls-expired', { fault: 'tls-expired' }, { of: 'https' }),
  one('tls-wrong-host', { fault: 'tls-wrong-host' }, { of: 'https' }),
  one('tls-unknown-ca', { fault: 'tls-unknown-ca' }, { of: 'https' }),
]
