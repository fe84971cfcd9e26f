import type { DueEvent } from './stores/agenda.ts'
import type { World } from './world.ts'

/** What it means that an event of one kind is due. */
export interface DueHandler {
  /** The exact time of the event: never before `event.at`; undefined when nothing is left to happen. */
  nextMoment(world: World, event: DueEvent, now: number): number | undefined
  /** Makes it happen, as of now, and enters what follows from it. A promise resolves when its effects have ended. */
  run(world: World, event: DueEvent): void | Promise<void>
}
