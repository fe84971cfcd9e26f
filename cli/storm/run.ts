import { exec } from 'node:child_process'
import { promisify } from 'node:util'
import { UsageError } from '../../contracts/usage-error.ts'
import { push, type Outside } from '../../lab/consumer/answer.ts'
import { checkAddress } from '../../lab/consumer/address.ts'
import { createSubjects, type Subject } from '../../lab/consumer/items.ts'
import { countOverHttp, readOverHttp } from '../../lab/consumer/read-state.ts'
import type { Application } from '../../lab/storm/play.ts'
import { runStorm, type StormResult } from '../../lab/storm/run.ts'
import { readSchedule } from '../../lab/storm/schedule.ts'
import { tellStory, testOf } from '../../lab/storm/story.ts'
import { freshSeed } from '../../mock-server/ports/random.ts'
import { globalFetch, systemClock } from '../../sdk/ports.ts'
import { readText, writeText } from '../read-text.ts'

export interface StormCommand {
  readonly receipts: string
  readonly read: string
  readonly field?: string
  readonly effects?: string
  readonly effectsField?: string
  readonly register?: string
  readonly restart?: string
  readonly runs: number
  readonly seed?: number
  readonly settle: number
  readonly header: Readonly<Record<string, string>>
  readonly allowHost: readonly string[]
  readonly out?: string
  readonly test?: string
  readonly replay?: string
  readonly json: boolean
}

/** Runs a storm, tells its story and resolves to the exit code. Throws `UsageError` for what cannot be used. */
export async function runStormCommand(options: StormCommand): Promise<number> {
  const { replay, seed = freshSeed(), runs } = options
  const schedule = replay === undefined ? undefined : readSchedule(await readText(replay), replay)
  const result = await runStorm(applicationOf(options), { runs, seed, ...(schedule && { schedule }) })
  if (result.found && options.out !== undefined)
    await writeText(options.out, `${JSON.stringify(result.schedule, undefined, 2)}\n`)
  if (result.found && options.test !== undefined) await writeText(options.test, testOf(result.schedule))
  console.log(options.json ? JSON.stringify(result, undefined, 2) : report(result, options))
  return result.found ? 1 : 0
}

function applicationOf(options: StormCommand): Application {
  const { receipts: url, read, field, effects, effectsField, register, restart, header: headers } = options
  const { allowHost, settle } = options
  if (effectsField !== undefined && effects === undefined)
    throw new UsageError('--effects-field names a field of the answer of --effects: give --effects as well.')
  const addresses = { '--receipts': url, '--read': read, '--effects': effects, '--register': register }
  for (const [option, address] of Object.entries(addresses))
    if (address !== undefined) checkAddress(address, option, allowHost)
  const outside: Outside = { fetch: globalFetch, clock: systemClock }
  return {
    ...outside,
    url,
    headers,
    subjects: createSubjects(freshSeed()),
    read: readOverHttp({ address: read, headers, ...(field === undefined ? {} : { field }) }, outside),
    settle,
    ...(effects !== undefined && {
      effects: countOverHttp(
        { address: effects, headers, ...(effectsField === undefined ? {} : { field: effectsField }) },
        outside,
      ),
    }),
    ...(register !== undefined && {
      register: (subject: Subject) => registerAt(register, subject, headers, outside),
    }),
    ...(restart !== undefined && { restart: () => restartBy(restart) }),
  }
}

async function registerAt(
  url: string,
  { messageId, to }: Subject,
  headers: Readonly<Record<string, string>>,
  outside: Outside,
): Promise<void> {
  const { status, detail } = await push(
    { url, headers, body: JSON.stringify({ MessageId: messageId, To: to }) },
    outside,
  )
  if (status < 200 || status > 299)
    throw new UsageError(`--register ${url} answered ${detail ?? `HTTP ${status}`}; expected 2xx.`)
}

async function restartBy(command: string): Promise<void> {
  await promisify(exec)(command).catch((error: Error) => {
    throw new UsageError(`--restart ${JSON.stringify(command)} failed: ${error.message.trim()}`)
  })
}

function report(result: StormResult, { out, runs, replay }: StormCommand): string {
  if (!result.found)
    return replay === undefined
      ? `Nothing found in ${runs} schedules (seed ${result.seed}).`
      : `Under the schedule of ${replay} the application ends where it should.`
  const { schedule, alarm, seed, run } = result
  const again = out === undefined ? `--seed ${seed}` : `--replay ${out}`
  const where = replay === undefined ? `Found in run ${run}, seed ${seed}. ` : ''
  return `${tellStory(schedule, alarm)}\n${where}Once more: chatapp-mock storm … ${again}`
}
