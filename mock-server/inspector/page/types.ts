import type * as z from 'zod'
import type {
  batchShape,
  clockShape,
  exchangeShape,
  messageShape,
  pendingShape,
  previewShape,
  wholeMessageShape,
  worldShape,
} from '../../control/shapes.ts'

export type Batch = z.output<typeof batchShape>
export type Clock = z.output<typeof clockShape>
export type Exchange = z.output<typeof exchangeShape>
export type Message = z.output<typeof messageShape>
export type Pending = z.output<typeof pendingShape>
export type Preview = z.output<typeof previewShape>
export type WholeMessage = z.output<typeof wholeMessageShape>
export type World = z.output<typeof worldShape>
export type Status = Message['status']

export interface Received {
  readonly kind: 'received'
  readonly at: number
  readonly messageId: string
  readonly type: string
  readonly message: string
}

export interface Person {
  readonly channel: string
  readonly sender: string
  readonly person: string
  readonly optedOut: boolean
  readonly windowUntil: number | null
}

export interface Fault {
  readonly id: string
  readonly fault: string
  readonly at: string
  readonly with: Readonly<Record<string, unknown>>
  readonly when: Readonly<Record<string, unknown>>
  readonly seen: number
  readonly struck: number
}

/** Counters of the event stream. One differs when something of its kind may have changed. */
export interface Counters {
  readonly exchanges: number
  readonly messages: number
  readonly receipts: number
  readonly clock: number
  readonly faults: number
  readonly worlds: number
}
