import { open } from 'node:fs/promises'
import { createRecorder } from '../../recording/cassette/recorder.ts'
import { openCassetteFile } from '../../recording/cassette-file.ts'
import { serveLocally } from '../recorder-server.ts'
import { readText } from '../read-text.ts'
import { redactorToRead, type RedactionOptions } from './redaction-options.ts'
import { pairs } from '../table.ts'

/** The options of `replay` as the command line gives them. */
export interface ReplayOptions extends RedactionOptions {
  readonly port: number
  readonly repeat: boolean
  readonly json: boolean
}

/** Serves a cassette until it is told to stop, or plays a capsule; sets the exit code. Throws `UsageError` when the file is damaged. */
export async function runReplay(file: string, { port, repeat, json, key }: ReplayOptions): Promise<void> {
  if (await beginsAsCapsule(file)) return replayCapsule(file, json)
  const redactor = await redactorToRead({ ...(key && { key }) })
  const cassette = openCassetteFile(file, { repeat, redactor })
  const byForm = cassette.header.redacted !== undefined && redactor === undefined
  const complain = (message: string): void =>
    console.error(json ? JSON.stringify({ miss: message }) : message)
  const recorder = createRecorder({
    mode: 'replay-or-fail',
    cassette,
    now: () => Date.now(),
    onMiss: complain,
  })
  const server = await serveLocally(
    port,
    (request) => recorder.handle(request),
    (error) => {
      complain(error instanceof Error ? error.message : String(error))
      process.exitCode = 2
    },
  )
  console.log(
    json
      ? JSON.stringify({ url: server.url, cassette: file, match: byForm ? 'form' : 'exact' })
      : pairs([
          ['Endpoint', server.url],
          ['Cassette', file],
          [
            '',
            byForm
              ? 'redacted, and its key is not given: calls are found by their form, answers hold pseudonyms'
              : undefined,
          ],
          ['', 'Any key and secret will do. Stop with Ctrl+C.'],
        ]),
  )
  const stop = (): void => {
    const { replayed, missed } = recorder.counts
    console.log(
      json
        ? JSON.stringify({ stopped: true, replayed, missed })
        : `Replayed ${replayed} calls, ${missed} were not recorded.`,
    )
    if (missed > 0) process.exitCode ||= 1
    void server.close().then(() => cassette.close())
  }
  process.once('SIGINT', stop).once('SIGTERM', stop)
}

/** Looks at the beginning only: a cassette may be large. */
async function beginsAsCapsule(file: string): Promise<boolean> {
  const handle = await open(file).catch(() => undefined)
  if (handle === undefined) return false
  const { buffer, bytesRead } = await handle
    .read(Buffer.alloc(64), 0, 64, 0)
    .catch(() => ({ buffer: Buffer.alloc(0), bytesRead: 0 }))
    .finally(() => handle.close())
  return /^\s*\{\s*"capsule"/.test(buffer.toString('utf8', 0, bytesRead))
}

/** Goes the way of a capsule again, and says whether every byte was the same. */
async function replayCapsule(file: string, json: boolean): Promise<void> {
  const [{ parseCapsule }, { playCapsule }] = await Promise.all([
    import('../../mock-server/capsule/capsule.ts'),
    import('../../mock-server/entry/play-capsule.ts'),
  ])
  const replayed = await playCapsule(parseCapsule(await readText(file), file))
  const { calls, controls, difference } = replayed
  if (difference !== undefined) process.exitCode = 1
  if (json) return console.log(JSON.stringify(replayed))
  if (difference === undefined)
    return console.log(`The same bytes: ${calls} calls, ${controls} operations of the control API.`)
  const { step, of, at, recorded, now } = difference
  console.log(`Not the same. Step ${step}, ${of}: ${at}\n  recorded ${recorded}\n  now      ${now}`)
}
