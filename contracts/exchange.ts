import type { Evidence } from './evidence/evidence.ts'

/** One request with its answer: what the journal lists, a cassette stores, a check judges. */
export interface Exchange {
  /** Milliseconds since the epoch, on the clock of the world. */
  readonly at: number
  readonly world: string
  /** The `Action` as sent; empty when there was none. */
  readonly operation: string
  readonly accessKeyId: string
  /** Parameters as decoded text, without credentials and signature. */
  readonly input: Readonly<Record<string, string>>
  readonly status: number
  readonly code: string
  readonly body: string
  readonly requestId: string
  /** Id of the rule that decided the answer. */
  readonly rule: string
  readonly evidence: Evidence
  /** Faults that touched this exchange, by id. */
  readonly faults: readonly string[]
  /** What is known about a refusal beyond its text. */
  readonly refusal?: { readonly given?: unknown; readonly expected?: string; readonly explanation?: string }
  /** Things accepted that deserve a remark, such as a deprecated parameter. */
  readonly remarks: readonly string[]
  /** Of a push of receipts: here the service asked and its customer answered. `operation` is the type of the receipts, `input` holds them as `Items`. */
  readonly push?: PushAttempt
}

/** One attempt to push receipts to a customer. */
export interface PushAttempt {
  readonly id: string
  readonly url: string
  /** Counted from 1. */
  readonly attempt: number
  readonly items: number
  /** When it is repeated, milliseconds since the epoch; null when it is not. */
  readonly next: number | null
}
