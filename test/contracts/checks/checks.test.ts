import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { answerValuesAreKnown } from '../../../contracts/checks/answer-values-are-known.ts'
import { checkExchange, checks, judgeRates, throttleIsHonoured } from '../../../contracts/checks/index.ts'
import { readSubject } from '../../../contracts/checks/read-subject.ts'
import type { Exchange } from '../../../contracts/exchange.ts'
import { statusReceipt } from '../../../contracts/callbacks/status-receipt.ts'
import { documented } from '../../../contracts/evidence/evidence.ts'
import type { Operation } from '../../../contracts/operation.ts'
import { encodeInput } from '../../../contracts/wire/decode-input.ts'
import '../../../mock-server/entry/vitest.ts'
import { massSend, testTime } from '../../signed-requests.ts'

const requestId = '7B2E6C31-0F4D-5A1B-9C77-1D2A3B4C5D6E'
const answer = { RequestId: requestId, Code: 'OK', Message: 'OK', GroupMessageId: '8900000100021234' }
const refusal = {
  RequestId: requestId,
  HostId: 'h',
  Code: 'InvalidParameter.LanguageNotSupport',
  Message: 'm',
  Recommend: 'r',
}

/** A mass send that was accepted, with changes. */
function exchange({
  input = {},
  body = answer,
  ...changes
}: Partial<Omit<Exchange, 'input' | 'body'>> & { input?: object; body?: object | string } = {}): Exchange {
  return {
    at: testTime,
    world: 'demo',
    operation: 'SendChatappMassMessage',
    accessKeyId: 'mock-ak-1',
    input: Object.fromEntries(encodeInput(massSend({ ...input }))),
    status: 200,
    code: 'OK',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    requestId,
    rule: '',
    evidence: documented('the test'),
    faults: [],
    remarks: [],
    ...changes,
  }
}
const refused = (Code: string, status: number, input: object = {}): Exchange =>
  exchange({ status, code: Code, body: { ...refusal, Code }, input })

/** A push of receipts that was acknowledged. */
const push = (items: unknown): Exchange => ({
  ...exchange({
    operation: 'ChatAppStatus',
    body: '{"code":0}',
    push: { id: 'p', url: 'http://127.0.0.1/', attempt: 1, items: 1, next: null },
  }),
  input: { Items: JSON.stringify(items) },
})

const found = async (given: Exchange): Promise<string[]> =>
  (await checkExchange(given)).map(({ check, of, pointer }) => `${check} ${of} ${pointer}`.trim())

describe('an exchange that keeps the contract', () => {
  it.each<[string, Exchange]>([
    ['a call that was carried out', exchange()],
    ['a refusal of the product', refused('InvalidParameter.LanguageNotSupport', 400)],
    ['a refusal inside HTTP 200, whose status is not documented', refused('System.LimitControl', 200)],
    ['a generic row, with the name of the parameter', refused('MissingFrom', 400, { From: undefined })],
    ['a code whose status the tables disagree about', refused('InvalidAccessKeyId.NotFound', 400)],
    [
      'an answer in XML',
      exchange({
        body: `<?xml version='1.0' encoding='UTF-8'?><SendChatappMassMessageResponse><RequestId>${requestId}</RequestId><Code>OK</Code></SendChatappMassMessageResponse>`,
      }),
    ],
    [
      'a duration the texts disagree about, refused',
      refused('InvalidFallBackDuration', 400, { FallBackDuration: 30 }),
    ],
    ['a duration the texts disagree about, accepted', exchange({ input: { FallBackDuration: 30 } })],
    [
      'an operation of the catalog',
      exchange({
        operation: 'QueryWabaBusinessInfo',
        input: { WabaId: '1' },
        body: { RequestId: requestId, Code: 'OK' },
      }),
    ],
  ])('has no violation: %s', async (_, given) => {
    expect((await found(given)).filter((violation) => !violation.startsWith('request-conforms'))).toEqual([])
  })
})

describe('each check finds what it is for', () => {
  it.each<[string, Exchange, string[]]>([
    [
      'a parameter of the wrong form that was refused is the fault of the request alone',
      refused('InvalidSenderList', 400, { SenderList: 'x' }),
      ['request-conforms request /SenderList'],
    ],
    [
      'a missing parameter is pointed to',
      refused('MissingFrom', 400, { From: undefined }),
      ['request-conforms request /From'],
    ],
    [
      'an operation the API does not have',
      exchange({
        operation: 'SendNothing',
        status: 404,
        body: { ...refusal, Code: 'InvalidAction.NotFound' },
      }),
      ['request-conforms request'],
    ],
    [
      'negative data that was carried out',
      exchange({ input: { Ttl: 5 } }),
      ['request-conforms request /Ttl', 'negative-data-is-refused request /Ttl'],
    ],
    [
      'a limit that only the texts print',
      exchange({ input: { From: '+8613900000001' } }),
      ['request-conforms request /From', 'negative-data-is-refused request /From'],
    ],
    [
      'positive data that was refused for its form',
      refused('InvalidTtl', 400, { Ttl: 60, ChannelType: 'viber', From: '90010001' }),
      ['positive-data-is-accepted request /Ttl'],
    ],
    [
      'a call carried out without a signature',
      exchange({ accessKeyId: '' }),
      ['signature-is-required answer'],
    ],
    [
      'an answer without Message',
      exchange({ body: { ...answer, Message: undefined } }),
      ['response-conforms answer /Message'],
    ],
    [
      'a refusal without Message',
      exchange({ status: 400, body: { ...refusal, Message: undefined } }),
      ['response-conforms answer /Message'],
    ],
    [
      'an answer that is neither JSON nor XML',
      exchange({ status: 502, body: 'Bad Gateway' }),
      ['response-conforms answer', 'request-id-is-present answer /RequestId'],
    ],
    [
      'XML with another root',
      exchange({ body: `<Error><RequestId>${requestId}</RequestId><Code>OK</Code></Error>` }),
      ['response-conforms answer'],
    ],
    [
      'an answer without RequestId',
      exchange({ body: { ...answer, RequestId: undefined } }),
      ['response-conforms answer /RequestId', 'request-id-is-present answer /RequestId'],
    ],
    [
      'a RequestId that is not that of the header',
      exchange({ requestId: 'another' }),
      ['request-id-is-present answer /RequestId'],
    ],
    [
      'an answer without the header',
      exchange({ requestId: '' }),
      ['request-id-is-present answer /RequestId'],
    ],
    ['a code that is in no table', refused('System.LimitControll', 400), ['error-is-declared answer /Code']],
    [
      'a status other than that of the row',
      refused('InvalidAction.NotFound', 400),
      ['error-is-declared answer /Code'],
    ],
    [
      'a field nobody published',
      exchange({ body: { ...answer, 'Group/Id': '1' } }),
      ['answer-fields-are-known answer /Group~1Id'],
    ],
    [
      'a field of another type',
      exchange({ body: { ...answer, GroupMessageId: 8900000100021234 } }),
      ['answer-types-are-kept answer /GroupMessageId'],
    ],
    [
      'null where text is published',
      exchange({ body: { ...answer, GroupMessageId: null } }),
      ['answer-types-are-kept answer /GroupMessageId'],
    ],
  ])('%s', async (_, given, expected) => {
    expect(await found(given)).toEqual(expected)
  })

  it('a value that is in no published list', async () => {
    const subject = await readSubject(exchange())
    const outputSchema = {
      type: 'object',
      properties: { RequestId: {}, Message: {}, GroupMessageId: {}, Code: { enum: ['Fine'] } },
    }
    expect(
      await answerValuesAreKnown.judge({
        ...subject,
        operation: { ...(subject.operation as Operation), outputSchema },
      }),
    ).toEqual([{ message: '/Code is "OK", published are Fine.', pointer: '/Code' }])
  })

  it('a misspelt field gets the name it most likely means', async () => {
    expect((await checkExchange(exchange({ body: { ...answer, GroupMessagId: '1' } })))[0]?.message).toBe(
      '/GroupMessagId is in no published schema; GroupMessageId is.',
    )
  })
})

describe('pushes of receipts', () => {
  it('conform when each item does', async () => {
    expect(await found(push(statusReceipt.examples))).toEqual([])
  })

  it('are pointed to item and field when one does not', async () => {
    expect(
      await found(push([statusReceipt.examples[0], { ...statusReceipt.examples[1], Status: 'Seen' }])),
    ).toEqual(['request-conforms request /1/Status'])
  })
})

describe('rates', () => {
  it('are honoured by ten calls in each of two seconds', async () => {
    expect(
      await judgeRates(
        Array.from({ length: 20 }, (_, index) => exchange({ at: testTime + (index < 10 ? 0 : 1000) })),
      ),
    ).toEqual([])
  })

  it('are broken by the eleventh call that was carried out, not by one that was refused', async () => {
    const ten = Array.from({ length: 10 }, () => exchange())
    expect(await judgeRates([...ten, refused('System.LimitControl', 400)])).toEqual([])
    expect(await judgeRates([...ten, exchange()])).toMatchObject([
      {
        check: throttleIsHonoured.id,
        severity: 'warning',
        message: expect.stringContaining('11 calls of SendChatappMassMessage'),
      },
    ])
  })
})

describe('the matcher', () => {
  it('accepts what conforms and lists what does not', async () => {
    await expect(exchange()).toConform()
    await expect(exchange({ body: { ...answer, More: 1 } })).toConform()
    await expect(
      expect(exchange({ body: { ...answer, More: 1 } })).toConform({ warnings: true }),
    ).rejects.toThrow('warning answer-fields-are-known, answer /More')
    await expect(expect(exchange({ input: { Ttl: 5 } })).toConform()).rejects.toThrow(
      'error negative-data-is-refused, request /Ttl: The call was carried out although /Ttl must be >= 30.',
    )
  })

  it('leaves declared exceptions out, and refuses those that name no check', async () => {
    await expect(exchange({ requestId: '' })).toConform({ except: ['request-id-is-present'] })
    await expect(expect(exchange()).toConform({ except: ['no-check'] })).rejects.toThrow(
      'There is no check no-check. Known: request-conforms',
    )
  })
})

it('lists every check of its folder', () => {
  const others = ['check', 'index', 'read-subject', 'documented-limits', 'walk-answer']
  const files = readdirSync(join(import.meta.dirname, '../../../contracts/checks')).map((name) =>
    name.replace('.ts', ''),
  )
  expect([...checks.map(({ id }) => id), throttleIsHonoured.id].sort()).toEqual(
    files.filter((name) => !others.includes(name)).sort(),
  )
})
