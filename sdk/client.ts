import { curatedNames, type CuratedTypes } from '../contracts/generated/operation-types.ts'
import { UsageError } from '../contracts/usage-error.ts'
import { attempt } from './attempt.ts'
import { buildRequest, type ParameterStyle, type SignatureVersion } from './build-request.ts'
import { withoutSecrets, type Credentials, type CredentialsProvider } from './credentials/credentials.ts'
import { keepFresh } from './credentials/keep-fresh.ts'
import { ApiResponseError } from './errors/api-response-error.ts'
import { ChatappError } from './errors/chatapp-error.ts'
import { TransportError } from './errors/transport-error.ts'
import { massSend } from './mass-send/mass-send.ts'
import type { BatchResult, MassSendOptions } from './mass-send/options.ts'
import type { Recipient } from './mass-send/recipients.ts'
import { globalFetch, systemChance, systemClock, wait, type Chance, type Clock } from './ports.ts'
import type { Fetch } from '../contracts/http.ts'
import { readAnswer } from './read-answer.ts'
import { defaultRetry, isWorthRetrying, retryDelay, type RetryOptions } from './retry.ts'

export interface ClientOptions {
  /** `https://cams.ap-southeast-1.aliyuncs.com`, or the address of an emulator. Without a scheme it is https. */
  readonly endpoint: string
  /** Credentials, or a function that fetches them, such as `defaultCredentials()`. */
  readonly credentials: Credentials | CredentialsProvider
  /** `V3` unless given. */
  readonly signature?: SignatureVersion | undefined
  /** `form` unless given. */
  readonly style?: ParameterStyle | undefined
  /** Milliseconds until the connection stands, 5,000 unless given. */
  readonly connectTimeout?: number | undefined
  /** Milliseconds until the answer is complete, 30,000 unless given. */
  readonly answerTimeout?: number | undefined
  readonly retry?: Partial<RetryOptions> | undefined
  /** Used instead of `globalThis.fetch`: for a proxy, a certificate of your own, or an emulator in this process. */
  readonly fetch?: Fetch | undefined
  readonly clock?: Clock | undefined
  readonly chance?: Chance | undefined
}

export interface CallOptions {
  readonly signal?: AbortSignal | undefined
  /** Replaces single settings of the client for this call. */
  readonly retry?: Partial<RetryOptions> | undefined
}

type CuratedMethods = {
  readonly [Name in keyof CuratedTypes as Uncapitalize<Name>]: (
    input: CuratedTypes[Name]['Input'],
    options?: CallOptions,
  ) => Promise<CuratedTypes[Name]['Output']>
}

/** A client of the API: one method per operation with types of its own, `call` for all others. */
export interface ChatappClient extends CuratedMethods {
  /**
   * Calls an operation by its name. Lists and objects of the input are sent as JSON, undefined values are left out.
   * Throws `ApiResponseError`, `TransportError` or `UnexpectedResponseError`; `UsageError` when there are no credentials.
   */
  call<Name extends keyof CuratedTypes>(
    name: Name,
    input: CuratedTypes[Name]['Input'],
    options?: CallOptions,
  ): Promise<CuratedTypes[Name]['Output']>
  call(
    name: string,
    input?: Readonly<Record<string, unknown>>,
    options?: CallOptions,
  ): Promise<Readonly<Record<string, unknown>>>
  /** Sends one template to any number of recipients, in batches, at the documented rate. See docs/sdk.md. */
  massSend(
    recipients: Iterable<Recipient> | AsyncIterable<Recipient>,
    options: MassSendOptions,
  ): AsyncGenerator<BatchResult, void, void>
}

/** Creates a client. Throws `UsageError` when the endpoint is not an address. */
export function createClient(options: ClientOptions): ChatappClient {
  const {
    signature = 'V3',
    style = 'form',
    connectTimeout = 5_000,
    answerTimeout = 30_000,
    fetch = globalFetch,
    clock = systemClock,
    chance = systemChance,
  } = options
  const endpoint = endpointOf(options.endpoint)
  const fresh = keepFresh(options.credentials, clock)

  async function callOnce(
    operation: string,
    input: Readonly<Record<string, unknown>>,
    signal: AbortSignal | undefined,
  ): Promise<Readonly<Record<string, unknown>>> {
    const credentials = await fresh.current()
    const request = buildRequest({
      endpoint,
      operation,
      input,
      credentials,
      signature,
      style,
      now: clock.now(),
      nonce: chance.nonce(),
    })
    const answer = await attempt(operation, request, { fetch, clock, connectTimeout, answerTimeout, signal })
    try {
      return readAnswer(operation, answer, (text) => withoutSecrets(text, credentials))
    } catch (error) {
      if (error instanceof ApiResponseError && error.code.startsWith('InvalidSecurityToken.')) fresh.drop()
      throw error
    }
  }

  async function call(
    operation: string,
    input: Readonly<Record<string, unknown>> = {},
    { signal, retry }: CallOptions = {},
  ): Promise<Readonly<Record<string, unknown>>> {
    const settings = { ...defaultRetry, ...options.retry, ...retry }
    for (let failed = 0; ;) {
      try {
        return await callOnce(operation, input, signal)
      } catch (error) {
        failed++
        if (failed >= settings.attempts || !isWorthRetrying(error, settings)) throw error
        const retryAfter = error instanceof ApiResponseError ? error.retryAfter : undefined
        await wait(retryDelay(failed, chance.random(), settings, retryAfter), clock, signal).catch(
          (reason: unknown) => {
            throw new TransportError(
              operation,
              'aborted',
              error instanceof ChatappError && error.mayBeCarriedOut,
              reason,
            )
          },
        )
      }
    }
  }

  const methods = Object.fromEntries(
    curatedNames.map((name) => [
      name[0]?.toLowerCase() + name.slice(1),
      (input: Readonly<Record<string, unknown>>, callOptions?: CallOptions) => call(name, input, callOptions),
    ]),
  )
  return {
    ...(methods as unknown as CuratedMethods),
    call: call as ChatappClient['call'],
    massSend: (recipients, massOptions) =>
      massSend(recipients, massOptions, {
        send: (input) => callOnce('SendChatappMassMessage', input, undefined),
        clock,
        random: () => chance.random(),
        style,
      }),
  }
}

function endpointOf(text: string): URL {
  const address = /^[a-z]+:\/\//i.test(text) ? text : `https://${text}`
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (
    url === undefined ||
    !/^https?:$/.test(url.protocol) ||
    url.username !== '' ||
    url.pathname !== '/' ||
    url.search !== ''
  ) {
    throw new UsageError(
      `The endpoint ${JSON.stringify(withoutUserInfo(text))} is not an address. Expected one like https://cams.ap-southeast-1.aliyuncs.com or http://127.0.0.1:4010, without a path.`,
    )
  }
  return url
}

const withoutUserInfo = (text: string): string => text.replace(/\/\/[^/]*@/, '//')
