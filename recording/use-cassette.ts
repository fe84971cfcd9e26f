import { existsSync } from 'node:fs'
import { createRecorder, type RecordMode, type Recorder } from './cassette/recorder.ts'
import type { Recording } from './cassette/recording.ts'
import { tellSameStory } from './cassette/same-story.ts'
import { redactionKey } from './redaction/redaction-key.ts'
import { createRedactor, type Redactor } from './redaction/redactor.ts'
import { UsageError } from '../contracts/usage-error.ts'
import { globalFetch, systemChance, systemClock } from '../sdk/ports.ts'
import type { Fetch } from '../contracts/http.ts'
import {
  checkWritable,
  openCassetteFile,
  writeCassetteFile,
  type CassetteFile,
  type CassetteWriter,
} from './cassette-file.ts'
import { replyOfFetch, requestOfFetch, responseOf } from './fetch-messages.ts'

export interface CassetteUseOptions {
  readonly mode: RecordMode
  /** Key of the pseudonyms, at least 16 characters. A fresh one that is forgotten unless given. */
  readonly key?: string | undefined
  /** Writes what nobody has to hide as it is. */
  readonly redact?: boolean | undefined
  /** Texts that are removed wherever they stand: secrets and tokens of the credentials calls are made with. */
  readonly secrets?: readonly (string | undefined)[] | undefined
  /** Equal calls beyond those recorded are answered with the last of them. */
  readonly repeat?: boolean | undefined
  /** Carries calls to their target. */
  readonly fetch?: Fetch | undefined
  /** Milliseconds since the epoch. */
  readonly now?: (() => number) | undefined
  /** Told once what could not be recorded, and why, as soon as that is known. Calls are answered all the same. */
  readonly onFailure?: ((message: string) => void) | undefined
  /** Told why a call was not replayed. */
  readonly onMiss?: ((message: string) => void) | undefined
}

/** A cassette in use. */
export interface CassetteInUse extends Recorder {
  /** For `createClient({ fetch })`, and for everything else that takes one. */
  readonly fetch: Fetch
  /** Whether a redacted cassette is read without its key. */
  readonly byForm: boolean
  /** Writes what was recorded. A new recording that tells the same as the old one leaves the file as it is. */
  close(): Promise<void>
}

/** Takes a cassette into use. Throws `UsageError` when it is damaged, or missing where nothing may be recorded. */
export function useCassette(
  file: string,
  {
    mode,
    key,
    redact = true,
    secrets = [],
    repeat = false,
    fetch = globalFetch,
    now = () => systemClock.now(),
    onFailure,
    onMiss,
  }: CassetteUseOptions,
): CassetteInUse {
  const redactor = redact
    ? createRedactor(redactionKey(key ?? `${systemChance.nonce()}${systemChance.nonce()}`), secrets)
    : undefined
  const reads = mode === 'replay-or-fail' || (mode === 'replay' && existsSync(file))
  const old = reads
    ? openCassetteFile(file, { repeat, redactor: key === undefined ? undefined : redactor })
    : undefined
  if (mode === 'replay' && old !== undefined) mayBeAddedTo(old, redactor)
  if (mode === 'record' || mode === 'replay') checkWritable(file)
  let writer: CassetteWriter | undefined
  let closed = false
  let failed = false
  const write = (recording: Recording): void => {
    // What is answered after the end has no file any more.
    if (closed) return
    if (writer === undefined) {
      writer = writeCassetteFile(file, redactor)
      // What is recorded beside what was recorded before stands behind it.
      for (const before of old?.recordings() ?? []) writer.writeAsIs(before)
    }
    writer.write(recording)
  }
  const recorder = createRecorder({
    mode,
    cassette: old,
    now,
    write,
    conceals: redact,
    onFailure(message) {
      if (!failed) onFailure?.(message)
      failed = true
    },
    ...(onMiss && { onMiss }),
  })
  return {
    ...recorder,
    byForm: old?.header.redacted !== undefined && key === undefined,
    async fetch(address, init) {
      const request = await requestOfFetch(address, init)
      // The body was read, and may have been a stream even where it was empty.
      const { duplex: _, body: __, ...rest } = init as RequestInit & { duplex?: string }
      let received: Response | undefined
      const reply = await recorder.handle(request, async () => {
        received = await fetch(
          address,
          request.body.length === 0 ? rest : { ...rest, body: request.body as Uint8Array<ArrayBuffer> },
        )
        return { ...(await replyOfFetch(received.clone())), status: received.status }
      })
      // What the target answered is handed on as it is.
      return received ?? responseOf(reply, init.method)
    },
    async close() {
      closed = true
      // A recording of nothing takes nothing away.
      if (writer === undefined && mode === 'record' && !existsSync(file))
        writer = writeCassetteFile(file, redactor)
      await writer?.close(old === undefined ? sameAsBefore(file) : undefined)
      writer = undefined
      old?.close()
    },
  }
}

/** What is added is hidden as what is there. Throws `UsageError` when it cannot be. */
function mayBeAddedTo(
  { name, header: { redacted }, close }: CassetteFile,
  redactor: Redactor | undefined,
): void {
  if (redacted === redactor?.name) return
  close()
  const why =
    redacted === undefined
      ? 'is not redacted, so what is added would not be either: say so (redact: false)'
      : `was redacted with the key ${redacted}, without which nothing can be added: give it`
  throw new UsageError(`${name} ${why}, replay only (replay-or-fail), or record anew.`)
}

/** Compares a new recording with what stands in its place. */
const sameAsBefore =
  (file: string) =>
  (unfinished: string): boolean => {
    if (!existsSync(file)) return false
    const [before, after] = [openCassetteFile(file), openCassetteFile(unfinished)]
    const same =
      before.header.redacted === after.header.redacted &&
      tellSameStory(before.recordings(), after.recordings())
    before.close()
    after.close()
    return same
  }
