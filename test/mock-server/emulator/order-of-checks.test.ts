import { describe, expect, it } from 'vitest'
import { mockUnderTest } from '../../mock-under-test.ts'
import { keys, massSend, testTime, type Parameters, type Signing } from '../../signed-requests.ts'

/** One thing that is wrong with a call, and the code it is answered with. */
interface Fault {
  readonly code: string
  readonly parameters?: Parameters
  readonly signing?: Signing
  /** A recipient that brings the fault along. */
  readonly recipient?: Parameters
  /** Calls that went before: so many, or one with the same nonce. */
  readonly before?: 'ten calls' | 'the same nonce'
}

/** In the order of section 1 of UNKNOWN.md. */
const faults: readonly Fault[] = [
  { code: 'InvalidProduct.NotFound', signing: { host: 'ecs.aliyuncs.com' } },
  { code: 'InvalidAction.NotFound', signing: { action: 'NoSuchOperation' } },
  { code: 'InvalidVersion', signing: { version: '1999-01-01' } },
  { code: 'UnsupportedHTTPMethod', signing: { method: 'PUT' } },
  { code: 'MissingSignatureVersion', signing: { system: { SignatureVersion: undefined } } },
  { code: 'InvalidSignatureMethod', signing: { system: { SignatureMethod: 'MD5' } } },
  { code: 'InvalidTimeStamp.Format', signing: { timestamp: 'now' } },
  { code: 'InvalidTimeStamp.Expired', signing: { timestamp: '2026-11-24T11:00:00Z' } },
  { code: 'InvalidAccessKeyId.NotFound', signing: { key: { id: 'mock-ak-nobody', secret: 'x' } } },
  { code: 'InvalidAccessKeyId.Inactive', signing: { key: keys.inactive } },
  { code: 'InvalidSecurityToken.Malformed', signing: { system: { SecurityToken: 'garbage' } } },
  { code: 'SignatureDoesNotMatch', signing: { signature: 'wrong' } },
  { code: 'SignatureNonceUsed', before: 'the same nonce' },
  { code: 'System.LimitControl', before: 'ten calls' },
  { code: 'Product.Unsubscript', signing: { key: keys.unsubscribed } },
  { code: 'Ram.PermissionDeny', signing: { key: keys.reader } },
  { code: 'MissingFrom', parameters: { From: undefined } },
  { code: 'InvalidFallBackDuration', parameters: { FallBackDuration: 'soon' } },
  { code: 'InvalidParameter.ChannelTypeNotSupport', parameters: { ChannelType: 'line' } },
  { code: 'InvalidParameter.TemplateCodeNotEmpty', parameters: { TemplateCode: undefined } },
  { code: 'InvalidParameter.LanguageNotEmpty', parameters: { Language: '' } },
  { code: 'InvalidParameter.LanguageNotSupport', parameters: { Language: 'xx' } },
  { code: 'InvalidParameter.SendSmsNotSupport', parameters: { FallBackId: 'S00001' } },
  { code: 'InvalidParameter.FromOnlyNumeric', parameters: { From: '+8613900000001' } },
  { code: 'InvalidParameter.ToOnlyNumeric', recipient: { To: '+8613800000001' } },
  { code: 'InvalidFallBackDuration', parameters: { FallBackDuration: 59 } },
  {
    code: 'InvalidSenderList',
    recipient: { To: '8613800000001', ProductAction: { Sections: Array.from({ length: 11 }, () => ({})) } },
  },
  { code: 'Unknown.ResourceOwnerId', parameters: { CustSpaceId: 'cams-demo0002' } },
  { code: 'ERR-OPERATION-MAAP-0065', parameters: { From: '8613900000003' } },
  { code: 'DetailError.TemplateNotExist', parameters: { TemplateCode: 'none' } },
]

/** Two faults that change the same part of a call cannot be had together. */
function canMeet(one: Fault, other: Fault): boolean {
  const names = ({ parameters = {}, signing = {} }: Fault): string[] => [
    ...Object.keys(parameters),
    ...Object.keys(signing).filter((name) => name !== 'system'),
  ]
  return !names(one).some((name) => names(other).includes(name))
}

const pairs = faults.flatMap((earlier, index) =>
  faults.slice(index + 1).flatMap((later) => (canMeet(earlier, later) ? [[earlier, later] as const] : [])),
)

/** The code a call with these faults is answered with. */
async function codeOf(...both: readonly Fault[]): Promise<unknown> {
  const mock = mockUnderTest({
    at: testTime,
    world: { accounts: [{ uid: '1000000000000001', smsFallback: false }] },
  })
  const signing: Signing = Object.assign(
    { scheme: 'v1', nonce: 'the nonce' },
    ...both.map((fault) => fault.signing ?? {}),
    {
      system: Object.assign({}, ...both.map((fault) => fault.signing?.system ?? {})) as Record<
        string,
        undefined
      >,
    },
  )
  const parameters = massSend(Object.assign({}, ...both.map((fault) => fault.parameters ?? {})) as Parameters)
  const SenderList = [
    ...(parameters['SenderList'] as object[]),
    ...both.flatMap(({ recipient }) => recipient ?? []),
  ]
  const { key = keys.account1 } = signing
  if (both.some(({ before }) => before === 'the same nonce'))
    await mock.send({}, { scheme: 'v1', nonce: 'the nonce', key })
  if (both.some(({ before }) => before === 'ten calls'))
    for (let count = 0; count < 10; count++) await mock.send({}, { key })
  return (await mock.call({ ...parameters, SenderList }, signing)).code
}

it.each(faults)('a call with one fault is answered with $code', async (fault) => {
  expect(await codeOf(fault)).toBe(fault.code)
})

it('has a pair of faults for nearly all neighbours', () => {
  const neighbours = faults.slice(1).filter((later, index) => canMeet(faults[index] as Fault, later))
  expect(pairs.length).toBeGreaterThan(400)
  expect(neighbours.length).toBeGreaterThanOrEqual(24)
})

describe.each(faults)('before everything that comes after it: $code', (earlier) => {
  it('is found first', async () => {
    const found = []
    for (const [, later] of pairs.filter(([one]) => one === earlier))
      found.push([later.code, await codeOf(earlier, later)])
    expect(found).toEqual(
      pairs.filter(([one]) => one === earlier).map(([, { code }]) => [code, earlier.code]),
    )
  })
})

describe('checks that need a call of their own', () => {
  it('looks at a broken encoding before the host', async () => {
    const { code } = await mockUnderTest().call(
      {},
      { host: 'ecs.aliyuncs.com', body: { type: 'application/x-www-form-urlencoded', text: 'From=%' } },
    )
    expect(code).toBe('InvalidFrom')
  })

  it('looks at the version before the protocol, and at the protocol before the method', async () => {
    const mock = mockUnderTest({ assumptions: { plainHttp: 'refused' } })
    expect((await mock.call({}, { action: 'AddContacts', version: 'x' })).code).toBe('InvalidVersion')
    expect((await mock.call({}, { action: 'AddContacts', method: 'GET' })).code).toBe(
      'InvalidProtocol.NeedSsl',
    )
    expect((await mock.call({}, { action: 'AddContacts', method: 'GET', secure: true })).code).toBe(
      'UnsupportedHTTPMethod',
    )
  })

  it('looks at the format of the answer after the common parameters', async () => {
    const yaml = { scheme: 'v1', format: 'YAML' } as const
    expect((await mockUnderTest().send({}, { ...yaml, system: { SignatureVersion: undefined } })).rule).toBe(
      'gateway.request-is-signed',
    )
    expect((await mockUnderTest().send({}, { ...yaml, system: { SignatureMethod: 'MD5' } })).rule).toBe(
      'gateway.format-is-known',
    )
  })

  it('looks at the sender before the template, and at the WABA before the sender', async () => {
    const mock = mockUnderTest({
      world: { accounts: [{ uid: '1000000000000001', spaces: [{ id: 'cams-bare0001' }] }] },
    })
    expect((await mock.send({ CustSpaceId: 'cams-bare0001', From: '8613900000003' })).code).toBe(
      'ERR-OPERATION-MAAP-0060',
    )
  })
})
