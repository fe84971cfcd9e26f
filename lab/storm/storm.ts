import { checkAddress } from '../consumer/address.ts'
import { createSubjects, type Subject } from '../consumer/items.ts'
import { globalFetch, systemClock } from '../../sdk/ports.ts'
import { runStorm } from './run.ts'
import type { Schedule } from './schedule.ts'
import { tellStory, testOf } from './story.ts'

/** The application under test, as a test reaches it. */
export interface StormOptions {
  /** Address at which it receives receipts. */
  readonly consumer: string
  /** What the application knows of a message. Leave out what depends on time. */
  readonly read: (messageId: string, to: string) => unknown
  /** Counts what receipts made it do, such as mails sent. */
  readonly effects?: () => number | Promise<number>
  /** Makes a message known to it, as the answer of a send does. */
  readonly register?: (subject: Subject) => unknown
  readonly restart?: () => unknown
  /** Schedules to play; 200 unless given. */
  readonly runs?: number
  /** Seed of the schedules; that of the world unless given. */
  readonly seed?: number
  /** Plays this schedule only. */
  readonly schedule?: Schedule
  /** Milliseconds the application may take after its answer; 100 unless given. */
  readonly settle?: number
  readonly headers?: Readonly<Record<string, string>>
}

/** A storm found a schedule under which the application ends elsewhere. Its message is the story. */
export class StormError extends Error {
  override readonly name = 'StormError'
  readonly schedule: Schedule
  constructor(message: string, schedule: Schedule) {
    super(message)
    this.schedule = schedule
  }
}

/**
 * Delivers receipts to a consumer in every way the platform may, and throws `StormError` when it ends elsewhere than when they come once and in order.
 * Throws `UsageError` when there is no consumer.
 * @example await storm(world, { consumer: url, read: (id) => db.status(id), effects: () => mails.length })
 */
export async function storm(
  world: { readonly seed: number; readonly id: string },
  options: StormOptions,
): Promise<void> {
  const { consumer: url, read, effects, register, restart, headers, schedule, settle = 100 } = options
  checkAddress(url, 'consumer', [])
  const seed = options.seed ?? world.seed
  const result = await runStorm(
    {
      fetch: globalFetch,
      clock: systemClock,
      url,
      subjects: createSubjects(freshIds()),
      read: async ({ messageId, to }) => textOf(await read(messageId, to), messageId, to),
      settle,
      ...(effects && { effects }),
      ...(register && { register }),
      ...(restart && { restart }),
      ...(headers && { headers }),
    },
    { runs: options.runs ?? 200, seed, ...(schedule && { schedule }) },
  )
  if (!result.found) return
  const { run, alarm } = result
  const again = `Seed ${seed}, run ${run}. To keep it as a test:\n\n${testOf(result.schedule)}`
  throw new StormError(`${tellStory(result.schedule, alarm)}\n${again}`, result.schedule)
}

/** What was read as text, without the ids that differ from run to run. */
const textOf = (value: unknown, messageId: string, to: string): string =>
  (typeof value === 'string' ? value : (JSON.stringify(value) ?? 'absent'))
    .replaceAll(messageId, '{MessageId}')
    .replaceAll(to, '{To}')

/** A number for the ids of messages: a consumer that runs on has never seen them. */
const freshIds = (): number => systemClock.now() % 4_294_967_296
