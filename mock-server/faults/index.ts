import { error } from './error.ts'
import type { Fault } from './fault.ts'
import { latency } from './latency.ts'
import { noAnswer } from './no-answer.ts'
import { receiptBatch } from './receipt-batch.ts'
import { receiptBeforeAnswer } from './receipt-before-answer.ts'
import { receiptConcurrent } from './receipt-concurrent.ts'
import { receiptDuplicate } from './receipt-duplicate.ts'
import { receiptLate } from './receipt-late.ts'
import { receiptLost } from './receipt-lost.ts'
import { receiptReorder } from './receipt-reorder.ts'
import { reset } from './reset.ts'
import { truncatedBody } from './truncated-body.ts'

/** Every fault there is, as its own page of the reference lists them. */
export const faults: readonly Fault[] = [latency, reset, noAnswer, truncatedBody, error, receiptDuplicate, receiptConcurrent, receiptReorder, receiptLate, receiptLost, receiptBeforeAnswer, receiptBatch]

const byName = new Map(faults.map((fault) => [fault.name, fault]))

export const faultNames: readonly string[] = [...byName.keys()]

/** The fault of a name; undefined if there is none. */
export const faultOf = (name: string): Fault | undefined => byName.get(name)
