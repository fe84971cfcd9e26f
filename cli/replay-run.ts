import { createRecorder } from '../contracts/cassette/recorder.ts'
import { openCassetteFile } from '../scenarios/cassettes/cassette-file.ts'
import { serveLocally } from './recorder-server.ts'
import { pairs } from './table.ts'

/** The options of `replay` as the command line gives them. */
export interface ReplayOptions {
  readonly port: number
  readonly repeat: boolean
  readonly json: boolean
}

/** Serves a cassette until it is told to stop; sets the exit code. Throws `UsageError` when the cassette is damaged. */
export async function runReplay(file: string, { port, repeat, json }: ReplayOptions): Promise<void> {
  const cassette = openCassetteFile(file, { repeat })
  const complain = (message: string): void => console.error(json ? JSON.stringify({ miss: message }) : message)
  const recorder = createRecorder({ mode: 'replay-or-fail', cassette, now: () => Date.now(), onMiss: complain })
  const server = await serveLocally(port, (request) => recorder.handle(request), (error) => {
    complain(error instanceof Error ? error.message : String(error))
    process.exitCode = 2
  })
  console.log(json ? JSON.stringify({ url: server.url, cassette: file }) : pairs([['Endpoint', server.url], ['Cassette', file], ['', 'Any key and secret will do. Stop with Ctrl+C.']]))
  const stop = (): void => {
    const { replayed, missed } = recorder.counts
    console.log(json ? JSON.stringify({ stopped: true, replayed, missed }) : `Replayed ${replayed} calls, ${missed} were not recorded.`)
    if (missed > 0) process.exitCode ||= 1
    void server.close().then(() => cassette.close())
  }
  process.once('SIGINT', stop).once('SIGTERM', stop)
}
