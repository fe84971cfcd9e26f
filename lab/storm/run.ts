import { createDraw } from './chance.ts'
import { drawSchedule } from './draw-schedule.ts'
import { judge, type Alarm } from './judge.ts'
import { play, type Application, type Outcome } from './play.ts'
import { idealOf, type Schedule } from './schedule.ts'
import { shrink } from './shrink.ts'

/** What a storm is made with. */
export interface StormPlan {
  /** Schedules to play. */
  readonly runs: number
  /** Seed of the schedules: the same seed draws the same ones. */
  readonly seed: number
  /** Plays this one and no other. */
  readonly schedule?: Schedule
}

/** What a storm found. */
export type StormResult =
  | { readonly found: false; readonly runs: number; readonly seed: number }
  | {
      readonly found: true
      /** The run that failed, from 1. */
      readonly run: number
      readonly seed: number
      /** The schedule, as small as it could be made. */
      readonly schedule: Schedule
      readonly alarm: Alarm
    }

/**
 * Plays schedules until one ends differently from its ideal run, and makes that one small. The application under the ideal schedule is the oracle for all others.
 * Throws `UsageError` when there is no consumer.
 */
export async function runStorm(
  application: Application,
  { runs, seed, schedule }: StormPlan,
): Promise<StormResult> {
  const ideals = new Map<string, Outcome>()
  const idealFor = async (of: Schedule): Promise<Outcome> => {
    const ideal = idealOf(of)
    const key = JSON.stringify(ideal)
    const outcome = ideals.get(key) ?? (await play(ideal, application))
    ideals.set(key, outcome)
    return outcome
  }
  const alarmOf = async (of: Schedule): Promise<Alarm | undefined> => {
    const ideal = await idealFor(of)
    return judge(await play(of, application, ideal), ideal)
  }
  const means = { restart: application.restart !== undefined, register: application.register !== undefined }
  const last = schedule === undefined ? runs : 1
  for (let run = 1; run <= last; run++) {
    const drawn = schedule ?? drawSchedule(createDraw(seed * 100_003 + run), means)
    const alarm = await alarmOf(drawn)
    if (alarm === undefined) continue
    if (schedule !== undefined) return { found: true, run, seed, schedule, alarm }
    const small = await shrink(drawn, async (smaller) => (await alarmOf(smaller)) !== undefined)
    return { found: true, run, seed, schedule: small, alarm: (await alarmOf(small)) ?? alarm }
  }
  return { found: false, runs: last, seed }
}
