import { setImmediate } from 'node:timers/promises'
import { inspect } from 'node:util'
import { describe, expect, it, onTestFinished } from 'vitest'
import { errorTable } from '../../contracts/errors/index.ts'
import {
  ApiResponseError,
  ChatappError,
  createClient,
  TransportError,
  UsageError,
  type ClientOptions,
} from '../../sdk/index.ts'
import { recipients } from '../signed-requests.ts'
import { clientUnderTest, credentials, endpoint, fetchFrom, orderNotice } from './client-under-test.ts'

const input = {
  ...orderNotice,
  SenderList: [{ To: '8613800000001', TemplateParams: { name: 'Ann & "Bob" ~ (é 😀)', order: "A'*1" } }],
}
const throttled = { status: 400, headers: { 'content-type': 'application/json' } }
const throttledBody = JSON.stringify({
  Code: 'System.LimitControl',
  Message: 'The system is under flow control.',
  RequestId: 'R-1',
})

/** A `fetch` that always answers the same. */
const answering = (body: string, init: ResponseInit) => async (): Promise<Response> =>
  new Response(body, init)

const failureOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => expect.fail('the call succeeded'),
    (error: unknown) => error,
  )

describe('a call', () => {
  it.each<Pick<ClientOptions, 'signature' | 'style'>>([
    { signature: 'V3', style: 'form' },
    { signature: 'V3', style: 'query' },
    { signature: 'V1', style: 'form' },
    { signature: 'V1', style: 'query' },
  ])('is accepted by the emulator with signature $signature in $style style', async (options) => {
    const { client, mock } = clientUnderTest(options)
    const { Code, GroupMessageId } = await client.sendChatappMassMessage(input)
    expect(Code).toBe('OK')
    expect(mock.batches()).toMatchObject([
      { groupMessageId: GroupMessageId, senderList: JSON.stringify(input.SenderList) },
    ])
  })

  it.each(['V3', 'V1'] as const)(
    'is accepted with temporary credentials and signature %s',
    async (signature) => {
      const { client } = clientUnderTest({
        signature,
        credentials: {
          accessKeyId: 'STS.mock-1',
          accessKeySecret: 'mock-sts-sk-1',
          securityToken: 'mock-sts-token-1',
        },
      })
      expect(await client.sendChatappMassMessage(input)).toMatchObject({ Code: 'OK' })
    },
  )

  it('carries 1,000 recipients in the URL', async () => {
    const { client, mock } = clientUnderTest({ style: 'query' })
    await client.sendChatappMassMessage({ ...orderNotice, SenderList: recipients(1000) })
    expect(mock.batches()).toMatchObject([{ count: 1000 }])
  })

  it('reaches operations without types of their own by name', async () => {
    const { client } = clientUnderTest()
    expect(
      await client.call('GetChatappVerifyCode', {
        PhoneNumber: '8613900000001',
        CustSpaceId: 'cams-demo0001',
        Locale: 'en',
        Method: 'SMS',
      }),
    ).toMatchObject({ Code: 'OK' })
  })

  it('signs the port with the host', async () => {
    const { client } = clientUnderTest({ endpoint: 'http://emulator.test:8080' })
    expect(await client.sendChatappMassMessage(input)).toMatchObject({ Code: 'OK' })
  })

  it('goes through the fetch that is global at that moment', async () => {
    const { mock } = clientUnderTest()
    const client = createClient({
      endpoint,
      credentials,
      clock: { now: () => mock.clock.now(), after: () => () => {} },
    })
    const before = globalThis.fetch
    onTestFinished(() => {
      globalThis.fetch = before
    })
    globalThis.fetch = fetchFrom(mock) as typeof fetch
    expect(await client.sendChatappMassMessage(input)).toMatchObject({ Code: 'OK' })
  })

  it.each(['', 'no address', 'ftp://cams.test', 'https://cams.test/path', 'https://user:password@cams.test'])(
    'is not possible to the endpoint %j',
    (wrong) => {
      expect(() => createClient({ endpoint: wrong, credentials })).toThrow(UsageError)
      expect(() => createClient({ endpoint: wrong, credentials })).not.toThrow(/password/)
    },
  )
})

describe('a refused call', () => {
  const rows = Object.entries(errorTable).map(([code, row]) => ({
    code: code.replace('{parameter}', 'From'),
    status: row.status,
    text: row.message.replace('{parameter}', 'From'),
  }))

  it.each(rows)('parses $code into its type', async ({ code, status, text }) => {
    const body = JSON.stringify({
      RequestId: 'R-1',
      Message: text,
      Recommend: 'https://api.aliyun.com/troubleshoot?q=x',
      HostId: 'cams.test',
      Code: code,
    })
    for (const httpStatus of [status, 200]) {
      const { client } = clientUnderTest({
        fetch: answering(body, { status: httpStatus }),
        retry: { attempts: 1 },
      })
      const error = await failureOf(client.sendChatappMassMessage(input))
      expect(error).toBeInstanceOf(ApiResponseError)
      expect(error).toBeInstanceOf(ChatappError)
      expect(error).toMatchObject({
        name: 'ApiResponseError',
        operation: 'SendChatappMassMessage',
        code,
        status: httpStatus,
        text,
        requestId: 'R-1',
        recommend: 'https://api.aliyun.com/troubleshoot?q=x',
      })
      expect(error).toHaveProperty('retryable', /^(Throttling|System\.LimitControl)/.test(code))
    }
  })

  it('keeps what RAM says about a denial', async () => {
    const { client } = clientUnderTest({
      credentials: { accessKeyId: 'mock-ak-reader', accessKeySecret: 'mock-sk-reader' },
    })
    expect(await failureOf(client.sendChatappMassMessage(input))).toMatchObject({
      code: 'Ram.PermissionDeny',
      status: 400,
      accessDenied: expect.objectContaining({ AuthAction: 'cams:SendChatappMassMessage' }),
    })
  })

  it('is understood in XML, which the gateway answers when it could not read the format', async () => {
    const body = `<?xml version='1.0' encoding='UTF-8'?><Error><Recommend><![CDATA[https://x?a=1&b=2]]></Recommend><Message>a &lt;b&gt; &amp; c</Message><RequestId>R-2</RequestId><Code>InvalidAction.NotFound</Code></Error>`
    const { client } = clientUnderTest({
      fetch: answering(body, { status: 404, headers: { 'content-type': 'text/xml;charset=utf-8' } }),
    })
    expect(await failureOf(client.call('Nonsense'))).toMatchObject({
      name: 'ApiResponseError',
      code: 'InvalidAction.NotFound',
      status: 404,
      text: 'a <b> & c',
      requestId: 'R-2',
      recommend: 'https://x?a=1&b=2',
    })
  })
})

const unanswered = (): Promise<Response> =>
  Promise.reject(
    new TypeError('fetch failed', {
      cause: Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }),
    }),
  )
const attemptsOf = async (
  call: (client: ReturnType<typeof clientUnderTest>['client']) => Promise<unknown>,
  fetch: () => Promise<Response>,
): Promise<number> => {
  let calls = 0
  const { client, time } = clientUnderTest({
    fetch: async (_url, init) => {
      calls++
      await new Response(init.body ?? null).text()
      return fetch()
    },
    retry: { attempts: 3 },
  })
  await time.run(failureOf(call(client)))
  return calls
}

describe('a retry', () => {
  it('waits out the throttle and signs anew each time', async () => {
    const nonces: string[] = []
    const { client, mock, time } = clientUnderTest({
      around: (fetch) => (url, init) => (
        nonces.push((init.headers as Record<string, string>)['x-acs-signature-nonce'] as string),
        fetch(url, init)
      ),
    })
    for (let call = 0; call < 10; call++) await client.sendChatappMassMessage(input)
    const before = time.now()
    expect(await time.run(client.sendChatappMassMessage(input))).toMatchObject({ Code: 'OK' })
    expect(time.now() - before).toBeGreaterThan(0)
    expect(new Set(nonces).size).toBe(nonces.length)
    expect(mock.batches()).toHaveLength(11)
  })

  it('ends after the given number of attempts with the last refusal', async () => {
    let calls = 0
    const { client, time } = clientUnderTest({
      fetch: async () => (calls++, new Response(throttledBody, throttled)),
      retry: { attempts: 3 },
    })
    expect(await time.run(failureOf(client.sendChatappMassMessage(input)))).toMatchObject({
      code: 'System.LimitControl',
      retryable: true,
    })
    expect(calls).toBe(3)
  })

  it('waits at least as long as the API asks', async () => {
    let calls = 0
    const { client, time } = clientUnderTest({
      fetch: async () =>
        calls++ === 0
          ? new Response(throttledBody, { status: 400, headers: { 'x-acs-retry-after': '5000' } })
          : new Response('{"Code":"OK"}'),
    })
    const before = time.now()
    await time.run(client.sendChatappMassMessage(input))
    expect(time.now() - before).toBeGreaterThanOrEqual(5000)
  })

  it('does not repeat a send that may have been carried out', async () => {
    expect(await attemptsOf((client) => client.sendChatappMassMessage(input), unanswered)).toBe(1)
    expect(
      await attemptsOf(
        (client) => client.sendChatappMassMessage(input),
        async () => new Response('{"Code":"InternalError","Message":"x"}', { status: 500 }),
      ),
    ).toBe(1)
  })

  it('repeats it when the caller accepts that a message is sent twice', async () => {
    expect(
      await attemptsOf(
        (client) => client.sendChatappMassMessage(input, { retry: { resendUncertain: true } }),
        unanswered,
      ),
    ).toBe(3)
  })

  it('repeats what only reads', async () => {
    expect(
      await attemptsOf(
        (client) => client.call('QueryChatappPhoneNumbers', { CustSpaceId: 'cams-demo0001' }),
        unanswered,
      ),
    ).toBe(3)
  })

  it('does not repeat a refusal for any other reason', async () => {
    expect(
      await attemptsOf(
        (client) => client.call('ListChatappTemplate'),
        async () => new Response('{"Code":"Ram.PermissionDeny","Message":"x"}', { status: 400 }),
      ),
    ).toBe(1)
  })

  it('ends at once when the signal is aborted while waiting', async () => {
    const controller = new AbortController()
    const { client, time } = clientUnderTest({ fetch: answering(throttledBody, throttled) })
    const failed = failureOf(client.sendChatappMassMessage(input, { signal: controller.signal }))
    await setImmediate()
    controller.abort(new Error('enough'))
    const error = await failed
    expect(error).toBeInstanceOf(TransportError)
    expect(error).toMatchObject({ failure: 'aborted', mayBeCarriedOut: false, cause: new Error('enough') })
    expect(time.pending).toBe(0)
  })
})

const everywhere = (value: unknown): string =>
  `${inspect(value, { depth: 9, showHidden: true, getters: true })}${String(value)}${JSON.stringify(value)}${(value as Error).stack ?? ''}`

describe('secrets', () => {
  const secretive = {
    accessKeyId: 'STS.shown',
    accessKeySecret: 'very+secret/key=',
    securityToken: 'token+with/slashes==',
  }

  it('do not show in a client', () => {
    const { client } = clientUnderTest({ credentials: secretive })
    expect(everywhere(client)).not.toMatch(/very\+secret|slashes/)
  })

  it.each(['V3', 'V1'] as const)(
    'do not show in errors of signature %s, not even when the API repeats the string to sign',
    async (signature) => {
      const bodies = [
        (sent: string) =>
          JSON.stringify({
            Code: 'SignatureDoesNotMatch',
            Message: `server string to sign is:${sent}${secretive.securityToken}`,
            RequestId: 'R-1',
          }),
        (sent: string) =>
          `<html>${secretive.accessKeySecret} ${encodeURIComponent(encodeURIComponent(secretive.securityToken))} ${sent}`,
        (sent: string) => `${secretive.securityToken}${sent}`,
      ]
      for (const body of bodies) {
        for (const style of ['form', 'query'] as const) {
          const { client } = clientUnderTest({
            credentials: secretive,
            signature,
            style,
            fetch: async (url, init) =>
              new Response(
                body(
                  `${url} ${encodeURIComponent(await new Response(init.body ?? null).text())} ${JSON.stringify(init.headers)}`,
                ),
                { status: 400 },
              ),
          })
          const error = await failureOf(client.sendChatappMassMessage(input))
          expect(error).toBeInstanceOf(ChatappError)
          expect(everywhere(error)).not.toMatch(/secret\/key|secret%2Fkey|slashes/)
        }
      }
    },
  )
})
