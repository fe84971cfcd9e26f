import type { DueKind } from '../world/stores/agenda.ts'
import type { DueHandler } from '../world/due-handler.ts'
import { pushLeaves } from '../receipts/deliver.ts'
import { messagesMoveOn } from './messages-move-on.ts'
import { personAnswers } from './people-answer.ts'
import { templateReview } from '../receipts/template-review.ts'

/** The meaning of each kind of event. */
export const dueHandlers: Readonly<Record<DueKind, DueHandler>> = {
  batch: messagesMoveOn,
  answer: personAnswers,
  review: templateReview,
  push: pushLeaves,
}
