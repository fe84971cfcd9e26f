import type { Exchange } from '../exchange.ts'
import type { Operation } from '../operation.ts'

/**
 * - `error`: one of the two sides does not keep the contract
 * - `warning`: the contract is kept, and something deserves a look: a field nobody documented, a time measured from outside
 */
export type Severity = 'error' | 'warning'

/** One way in which an exchange does not keep the contract. */
export interface Violation {
  /** Id of the check. */
  readonly check: string
  readonly severity: Severity
  /** What is wrong, as one sentence. */
  readonly message: string
  /** Where: a JSON pointer into the answer's body, or into the decoded parameters when `of` says so; empty for the whole. */
  readonly pointer: string
  readonly of: 'request' | 'answer'
}

/** What checks know about an exchange: read once, judged by all. */
export interface Subject {
  readonly exchange: Exchange
  /** The operation called; undefined when the API has none of that name. Of a push it is undefined, too. */
  readonly operation: Operation | undefined
  /** The parameters decoded. Of a push the list of its items. */
  readonly input: unknown
  /** Where the input leaves the contract; undefined when it fits. */
  readonly misfit: Misfit | undefined
  /** Whether the published texts disagree about the input, so that either answer is right. */
  readonly contested: boolean
  /** Top-level fields of the answer; undefined when the body is neither a JSON object nor the gateway's XML. */
  readonly fields: Readonly<Record<string, unknown>> | undefined
  readonly format: 'JSON' | 'XML'
  /** Whether the call was carried out: HTTP 2xx with a `Code` that means success. */
  readonly accepted: boolean
}

export interface Misfit {
  readonly pointer: string
  readonly message: string
}

/** A check of one exchange. */
export interface Check {
  readonly id: string
  /** What the check demands, as one sentence. */
  readonly summary: string
  readonly severity: Severity
  judge(subject: Subject): readonly Finding[] | Promise<readonly Finding[]>
}

export interface Finding {
  readonly message: string
  readonly pointer?: string
  readonly of?: 'request' | 'answer'
}

/** Whether an answer's code means success; some operations of the catalog answer 200 as a number. */
export const meansSuccess = (code: unknown): boolean =>
  code === undefined || /^(ok|success|200)$/i.test(String(code))
