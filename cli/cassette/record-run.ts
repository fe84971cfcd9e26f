import type { Forward, RecordMode } from '../../recording/cassette/recorder.ts'
import { readRequest } from '../../recording/cassette/read-request.ts'
import { answerInstead } from '../../recording/cassette/no-match.ts'
import type { HttpReply, HttpRequest } from '../../contracts/http.ts'
import { UsageError } from '../../contracts/usage-error.ts'
import { useCassette } from '../../recording/use-cassette.ts'
import { replyOfFetch } from '../../recording/fetch-messages.ts'
import { signAgain } from '../../scenarios/cassettes/sign-again.ts'
import { guardEmulator, guardLive, refuseEmulatorKey } from '../../scenarios/guard.ts'
import { defaultCredentials, type Credentials } from '../../sdk/index.ts'
import type { Fetch } from '../../contracts/http.ts'
import { readAllowance, type LiveOptions } from '../contract/live.ts'
import { serveLocally } from '../recorder-server.ts'
import { keyToWrite, type RedactionOptions } from './redaction-options.ts'
import { pairs } from '../table.ts'

/** The options of `record` as the command line gives them. */
export interface RecordOptions extends RedactionOptions, Omit<LiveOptions, 'endpoint' | 'dryRun'> {
  readonly to: string
  readonly port: number
  readonly mode: RecordMode
  readonly repeat: boolean
  readonly redact: boolean
  readonly json: boolean
}

/** Records until it is told to stop; sets the exit code. Throws `UsageError` before anything is sent when something given cannot be used. */
export async function runRecord(file: string, options: RecordOptions): Promise<void> {
  const { port, mode, repeat, redact, json } = options
  const target = await openTarget(options)
  const { accessKeyId, accessKeySecret, securityToken } = target.credentials
  const complain = (message: string): void =>
    console.error(json ? JSON.stringify({ complaint: message }) : message)
  const cassette = useCassette(file, {
    mode,
    repeat,
    redact,
    key: redact ? await keyToWrite(options) : undefined,
    secrets: [accessKeyId, accessKeySecret, securityToken],
    onFailure: (message) => complain(message),
    onMiss: complain,
  })
  const asking = new Set<AbortController>()
  const server = await serveLocally(
    port,
    (request) => answer(request, cassette.handle, target, complain, asking),
    (error) => complain(String(error)),
  )
  console.log(
    json
      ? JSON.stringify({ url: server.url, to: target.origin, mode, cassette: file })
      : pairs([
          ['Endpoint', server.url],
          ['To', `${target.origin}, as ${accessKeyId}`],
          ['Cassette', `${file} (${mode})`],
          [
            '',
            cassette.byForm
              ? 'redacted, and its key is not given: calls are found by their form, answers hold pseudonyms'
              : undefined,
          ],
          ['', 'Any key and secret will do. Stop with Ctrl+C.'],
        ]),
  )

  const stop = (): void => {
    const { replayed, recorded, missed } = cassette.counts
    if (missed > 0) process.exitCode ||= 1
    for (const each of asking) each.abort()
    void server
      .close()
      .then(() => cassette.close())
      .then(
        () =>
          console.log(
            json
              ? JSON.stringify({ stopped: true, replayed, recorded, missed })
              : `Replayed ${replayed} calls, recorded ${recorded}.`,
          ),
        (error: unknown) => {
          complain(error instanceof Error ? error.message : String(error))
          process.exitCode = 2
        },
      )
  }
  process.once('SIGINT', stop).once('SIGTERM', stop)
}

interface Target {
  readonly origin: string
  readonly credentials: Credentials
  readonly fetch: Fetch
}

/** Answers one call. What the guard holds back, and what has no answer, is said in the gateway's form. */
async function answer(
  request: HttpRequest,
  handle: (request: HttpRequest, forward: Forward) => Promise<HttpReply>,
  { origin, credentials, fetch }: Target,
  complain: (message: string) => void,
  asking: Set<AbortController>,
): Promise<HttpReply> {
  const stopping = new AbortController()
  asking.add(stopping)
  try {
    return await handle(request, async () => {
      const { url, method, headers, body } = signAgain(request, {
        endpoint: origin,
        credentials,
        now: Date.now(),
        nonce: globalThis.crypto.randomUUID(),
      })
      return replyOfFetch(
        await fetch(url, { method, headers, signal: stopping.signal, ...(body === '' ? {} : { body }) }),
      )
    })
  } catch (error) {
    const held = error instanceof UsageError
    const message = held
      ? error.message
      : stopping.signal.aborted
        ? `Stopped before ${origin} had answered ${readRequest(request).call || 'a call'}: it is not recorded.`
        : `${origin} gave no answer: ${causeOf(error)}`
    complain(message)
    return answerInstead(
      readRequest(request),
      held ? 403 : 502,
      held ? 'Record.HeldBack' : 'Record.NoAnswer',
      message,
    )
  } finally {
    asking.delete(stopping)
  }
}

const causeOf = (error: unknown): string => {
  const { message, cause } = error as { message?: string; cause?: { code?: string; message?: string } }
  return cause?.code ?? cause?.message ?? message ?? String(error)
}

async function openTarget({ to, live, recipients, budget, redact }: RecordOptions): Promise<Target> {
  const url = URL.canParse(to) ? new URL(to) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol))
    throw new UsageError(
      `--to is ${JSON.stringify(to)}; expected an address such as http://127.0.0.1:4010 or https://cams.ap-southeast-1.aliyuncs.com.`,
    )
  if (/^(?:127\.0\.0\.1|localhost|\[::1\])$/.test(url.hostname)) {
    const credentials = await Promise.resolve(defaultCredentials()()).catch(() => ({
      accessKeyId: 'mock-ak-1',
      accessKeySecret: 'mock-sk-1',
    }))
    return {
      origin: url.origin,
      credentials,
      fetch: guardEmulator((address, init) => globalThis.fetch(address, init)),
    }
  }
  if (!redact)
    throw new UsageError(
      '--no-redact is for targets on this machine: what a service answers belongs to somebody.',
    )
  if (!live)
    throw new UsageError(
      `${to} may reach real people. Add --live, --recipients and --budget if that is what you want.`,
    )
  const allowance = readAllowance({ endpoint: to, recipients, budget }, '--to')
  const credentials = await defaultCredentials()()
  refuseEmulatorKey(credentials.accessKeyId)
  return {
    origin: allowance.origin,
    credentials,
    fetch: guardLive((address, init) => globalThis.fetch(address, init), allowance),
  }
}
