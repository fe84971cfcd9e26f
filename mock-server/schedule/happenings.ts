import type { DueEvent, DueKind } from '../world/agenda.ts'
import type { World } from '../world/world.ts'
import { pushLeaves } from '../receipts/deliver.ts'
import { messagesMoveOn } from './messages-move-on.ts'
import { personAnswers } from '../messages/people-answer.ts'
import { templateReview } from '../receipts/template-review.ts'

/** What it means that something is due. */
export interface Happening {
  /** The exact time of the event: never before `event.at`; undefined when nothing is left to happen. */
  nextMoment(world: World, event: DueEvent, now: number): number | undefined
  /** Makes it happen, as of now, and enters what follows from it. A promise resolves when its effects have ended. */
  run(world: World, event: DueEvent): void | Promise<void>
}

/** The meaning of each kind of event. */
export const happenings: Readonly<Record<DueKind, Happening>> = {
  batch: messagesMoveOn,
  answer: personAnswers,
  review: templateReview,
  push: pushLeaves,
}
