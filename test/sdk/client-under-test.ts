import type { MockOptions } from '../../mock-server/entry/create-mock.ts'
import { createClient, type ChatappClient, type ClientOptions, type Fetch } from '../../sdk/index.ts'
import { mockUnderTest, type MockUnderTest } from '../mock-under-test.ts'
import { virtualTime, type VirtualTime } from './virtual-time.ts'

export const endpoint = 'http://127.0.0.1:4010'
export const credentials = { accessKeyId: 'mock-ak-1', accessKeySecret: 'mock-sk-1' }

/** `fetch` that asks an emulator in this process. */
export function fetchFrom(mock: Pick<MockUnderTest, 'handle'>): Fetch {
  return async (url, init) => {
    const { host, pathname, search, protocol } = new URL(url)
    const body = new Uint8Array(await new Response(init.body ?? null).arrayBuffer())
    const reply = await mock.handle({
      method: init.method ?? 'GET',
      url: `${pathname}${search}`,
      headers: { host, ...(init.headers as Record<string, string>) },
      body,
      secure: protocol === 'https:',
    })
    return new Response(reply.body, { status: reply.status, headers: reply.headers })
  }
}

export interface ClientUnderTest {
  readonly client: ChatappClient
  readonly mock: MockUnderTest
  readonly time: VirtualTime
}

/** A client and the emulator it calls, both in virtual time. */
export function clientUnderTest(
  options: Partial<ClientOptions> & {
    readonly mock?: MockOptions
    readonly around?: (fetch: Fetch) => Fetch
  } = {},
): ClientUnderTest {
  const { mock: mockOptions, around = (fetch) => fetch, ...clientOptions } = options
  const mock = mockUnderTest(mockOptions)
  const time = virtualTime(mock.clock)
  const inProcess = around(fetchFrom(mock))
  let nonces = 0
  const client = createClient({
    endpoint,
    credentials,
    clock: time,
    chance: { random: () => 0.5, nonce: () => `sdk-nonce-${++nonces}` },
    fetch: (url, init) => time.busy(inProcess(url, init)),
    ...clientOptions,
  })
  return { client, mock, time }
}

/** The fields of a mass send the demo world accepts, without its SenderList. */
export const orderNotice = {
  ChannelType: 'whatsapp',
  TemplateCode: '1119000000000000001',
  Language: 'en',
  From: '8613900000001',
  CustSpaceId: 'cams-demo0001',
} as const

/** So many different recipients, made one by one as they are asked for. */
export function* people(
  count: number,
): Generator<{ To: string; TemplateParams: { name: string; order: string } }> {
  for (let index = 0; index < count; index++)
    yield {
      To: String(8_613_800_000_000 + index),
      TemplateParams: { name: `Person ${index}`, order: `A-${index}` },
    }
}
