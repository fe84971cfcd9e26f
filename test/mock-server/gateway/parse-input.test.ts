import { describe, expect, it } from 'vitest'
import { mockUnderTest } from '../../mock-under-test.ts'

const recipient = { To: '8613800000001' }
const product = { ProductRetailerId: 'p' }

describe('the evidence of an answer', () => {
  it.each([
    ['1,001 recipients', { SenderList: Array.from({ length: 1001 }, () => recipient) }],
    ['an empty SenderList', { SenderList: [] }],
    ['no SenderList', { SenderList: undefined }],
    ['a SenderList that is no list', { SenderList: 'nobody' }],
    ['a recipient without To', { SenderList: [{}] }],
    ['an unknown From', { From: '1' }],
    ['an unknown template', { TemplateCode: 'none' }],
    ['a template that is not approved', { TemplateCode: '1119000000000000003' }],
    [
      '11 product sections',
      {
        SenderList: [
          {
            ...recipient,
            ProductAction: {
              Sections: Array.from({ length: 11 }, () => ({ Title: 't', ProductItems: [product] })),
            },
          },
        ],
      },
    ],
    [
      '31 products',
      {
        SenderList: [
          {
            ...recipient,
            ProductAction: {
              Sections: [{ Title: 't', ProductItems: Array.from({ length: 31 }, () => product) }],
            },
          },
        ],
      },
    ],
  ])('is assumed for %s, in the header and in the journal', async (_, changes) => {
    const mock = mockUnderTest()
    const { status, evidence } = await mock.send(changes)
    expect({ status, evidence }).toEqual({ status: 400, evidence: 'assumed' })
    expect((await mock.demo.journal())[0]?.evidence).toMatchObject({
      class: 'assumed',
      source: expect.stringMatching(/assumption|generic rule/) as string,
    })
  })

  it('is assumed for a call beyond the rate, and for a method no page speaks of', async () => {
    const mock = mockUnderTest()
    for (let count = 0; count < 10; count++) await mock.send()
    expect(await mock.send()).toMatchObject({ rule: 'gateway.rate-is-kept', evidence: 'assumed' })
    expect(await mock.send({}, { method: 'PUT' })).toMatchObject({
      rule: 'gateway.method-is-supported',
      evidence: 'assumed',
    })
  })

  it('is assumed for a send from a space without a WABA', async () => {
    const mock = mockUnderTest({
      world: {
        accounts: [{ uid: '1000000000000001', spaces: [{ id: 'cams-bare', numbers: ['8613900000009'] }] }],
      },
    })
    expect(await mock.send({ CustSpaceId: 'cams-bare', From: '8613900000009' })).toMatchObject({
      code: 'ERR-OPERATION-MAAP-0060',
      rule: 'send.space-has-waba',
      evidence: 'assumed',
    })
  })

  it('stays documented where the code is', async () => {
    expect(await mockUnderTest().send({ ChannelType: undefined })).toMatchObject({
      code: 'MissingChannelType',
      evidence: 'documented',
    })
  })
})

describe('what was given', () => {
  it.each([
    [[{ ...recipient, Payload: 'notalist' }], 'SenderList.0.Payload: "notalist"'],
    [['nobody'], 'SenderList.0: "nobody"'],
    [[recipient, {}], 'SenderList.1.To: absent'],
    [[], 'SenderList: a list of 0'],
    ['nobody', 'SenderList: "nobody"'],
  ])('shows the value at fault for SenderList %j', async (SenderList, given) => {
    const mock = mockUnderTest()
    await mock.send({ SenderList })
    expect(mock.exchanges[0]?.refusal?.given).toBe(given)
  })
})
