import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createRequire } from 'node:module'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as acs3 from '../../contracts/signature/acs3.ts'
import * as rpcV1 from '../../contracts/signature/rpc-v1.ts'
import { parseParameters } from '../../contracts/wire/parameters.ts'
import { createClient } from '../../sdk/index.ts'

/*
 * The independent oracle: the vendor's own Node client makes the same call, and both requests are compared in canonical form.
 * Clock and nonce of the vendor's request are handed to ours, so everything must be equal, in V1 the signature as well.
 */

interface VendorClient {
  sendChatappMassMessage(request: unknown): Promise<unknown>
}
const require = createRequire(import.meta.url)
const vendor = require('@alicloud/cams20200606') as {
  default: new (config: unknown) => VendorClient
} & Record<string, new (fields: unknown) => unknown>
const { Config } = require('@alicloud/openapi-client') as { Config: new (fields: unknown) => unknown }

interface Captured {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

const key = { accessKeyId: 'testAccessKeyId', accessKeySecret: 'testAccessKeySecret' }
let captured: Captured | undefined
const server = createServer((message: IncomingMessage, response) => {
  const chunks: Buffer[] = []
  message.on('data', (chunk: Buffer) => chunks.push(chunk))
  message.on('end', () => {
    captured = {
      method: message.method as string,
      url: message.url as string,
      headers: message.headers as Record<string, string>,
      body: Buffer.concat(chunks),
    }
    response.setHeader('content-type', 'application/json').end('{"Code":"OK","RequestId":"R-1"}')
  })
})
let host = ''

beforeAll(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.close()
  server.closeAllConnections()
})

async function capture(call: () => Promise<unknown>): Promise<Captured> {
  captured = undefined
  await call()
  return captured as unknown as Captured
}

/** What a server makes of a request before it looks at the signature. */
function canonical(
  { method, url, headers, body }: Captured,
  signature: 'V3' | 'V1',
): Record<string, unknown> {
  const query = parseParameters(new URL(url, 'http://x').search.slice(1)).pairs
  if (signature === 'V1') {
    const all = [...query, ...parseParameters(body.toString()).pairs]
    return {
      method,
      parameters: Object.fromEntries(all.toSorted(([a], [b]) => (a < b ? -1 : 1))),
      stringToSign: rpcV1.stringToSign(method, all),
    }
  }
  // Where the vendor's client says where its credentials come from, there is nothing to compare with.
  const { 'x-acs-credentials-provider': _provider, ...rest } = headers
  return {
    form: Object.fromEntries(parseParameters(body.toString()).pairs),
    canonicalRequest: acs3.canonicalRequest(
      { method, query, headers: rest, body },
      acs3.headersToSign(rest),
      acs3.hash('ACS3-HMAC-SHA256', body),
    ),
  }
}

const text = fc.string({ unit: 'binary', maxLength: 12 })
const filled = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
const optional = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined })
/** Keys like `1` would be put first by every engine, before others: the order is the caller's only otherwise. */
const names = filled.filter((name) => name !== '__proto__')

const products = fc.record({
  Sections: optional(
    fc.array(
      fc.record({
        ProductItems: optional(fc.array(fc.record({ ProductRetailerId: optional(text) }), { maxLength: 2 })),
        Title: optional(text),
      }),
      { maxLength: 2 },
    ),
  ),
  ThumbnailProductRetailerId: optional(text),
})

/** Members in the order in which the vendor's client writes them. */
const recipient = fc.record({
  FlowAction: optional(
    fc.record({
      FlowActionData: optional(fc.dictionary(names, text, { maxKeys: 2, noNullPrototype: true })),
      FlowToken: optional(text),
    }),
  ),
  Payload: optional(fc.array(text, { maxLength: 3 })),
  ProductAction: optional(products),
  TemplateParams: optional(fc.dictionary(names, text, { maxKeys: 3, noNullPrototype: true })),
  To: filled,
})

const message = fc.record({
  ChannelType: filled,
  CustSpaceId: optional(filled),
  CustWabaId: optional(filled),
  FallBackContent: optional(filled),
  FallBackDuration: optional(fc.integer({ min: 60, max: 43_200 })),
  FallBackId: optional(filled),
  FallBackRule: optional(fc.constantFrom('undelivered' as const, 'sentFailed' as const)),
  From: filled,
  IsvCode: optional(filled),
  Label: optional(fc.constantFrom('promotion' as const, 'transaction' as const)),
  Language: filled,
  SenderList: fc.array(recipient, { minLength: 1, maxLength: 4 }),
  Tag: optional(filled),
  TaskId: optional(filled),
  TemplateCode: optional(filled),
  TemplateName: optional(filled),
  Ttl: optional(fc.integer({ min: 30, max: 1_209_600 })),
})
type Message = Parameters<ReturnType<typeof createClient>['sendChatappMassMessage']>[0]

const lower = (value: object): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name[0]?.toLowerCase() + name.slice(1), each]),
  )

/** The vendor's client speaks in camel case and has a class for every object. */
function vendorRequest({ SenderList, ...fields }: Message): unknown {
  const prefix = 'SendChatappMassMessageRequest'
  const make = (name: string, value: Record<string, unknown>): unknown =>
    new (vendor[`${prefix}${name}`] as new (fields: unknown) => unknown)(value)
  return make('', {
    ...lower(fields),
    senderList: SenderList.map(({ FlowAction, Payload, ProductAction, TemplateParams, To }) =>
      make('SenderList', {
        flowAction: FlowAction && make('SenderListFlowAction', lower(FlowAction)),
        payload: Payload,
        productAction:
          ProductAction &&
          make('SenderListProductAction', {
            sections: ProductAction.Sections?.map(({ Title, ProductItems }) =>
              make('SenderListProductActionSections', {
                title: Title,
                productItems: ProductItems?.map((item) =>
                  make('SenderListProductActionSectionsProductItems', lower(item)),
                ),
              }),
            ),
            thumbnailProductRetailerId: ProductAction.ThumbnailProductRetailerId,
          }),
        templateParams: TemplateParams,
        to: To,
      }),
    ),
  })
}

describe.each(['V3', 'V1'] as const)('with signature %s', (signature) => {
  it("makes the request of the vendor's Node client for 1,000 inputs", async () => {
    const theirs = new vendor.default(
      new Config({
        ...key,
        endpoint: host,
        protocol: 'http',
        ...(signature === 'V1' ? { signatureAlgorithm: 'v2' } : {}),
      }),
    )
    await fc.assert(
      fc.asyncProperty(message, async (input) => {
        const expected = await capture(() => theirs.sendChatappMassMessage(vendorRequest(input as Message)))
        const query = new Map(parseParameters(new URL(expected.url, 'http://x').search.slice(1)).pairs)
        const nonce = expected.headers['x-acs-signature-nonce'] ?? query.get('SignatureNonce') ?? ''
        const now = Date.parse(expected.headers['x-acs-date'] ?? query.get('Timestamp') ?? '')
        const ours = createClient({
          endpoint: `http://${host}`,
          credentials: key,
          signature,
          clock: { now: () => now, after: () => () => {} },
          chance: { random: () => 0, nonce: () => nonce },
        })
        const made = await capture(() => ours.sendChatappMassMessage(input as Message))
        expect(canonical(made, signature)).toEqual(canonical(expected, signature))
      }),
      { numRuns: 1000 },
    )
  }, 120_000)
})
