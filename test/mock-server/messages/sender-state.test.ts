import { describe, expect, it } from 'vitest'
import { mockUnderTest } from '../../mock-under-test.ts'

const number = '8613900000001'
const waba = '200000000000001'

describe('the state of a number', () => {
  it.each([
    ['CONNECTED', undefined],
    ['FLAGGED', undefined],
    ['RATE_LIMITED', undefined],
    ['UNKNOWN', undefined],
    ['BANNED', '131031'],
    ['RESTRICTED', '131031'],
    ['PENDING', '133010'],
    ['UNVERIFIED', '133010'],
    ['DISCONNECTED', '133010'],
    ['MIGRATED', '133010'],
    ['DELETED', '133010'],
  ])('%s: a call is accepted, and its message ends with %s', async (status, code) => {
    const mock = mockUnderTest()
    await mock.demo.setNumber(number, { status })
    expect((await mock.send()).code).toBe('OK')
    await mock.demo.advance('1m')
    expect((await mock.demo.messages())[0]).toMatchObject({
      status: code === undefined ? expect.stringMatching(/Delivered|Read/) : 'Failed',
    })
    expect((await mock.demo.messages())[0]?.errorCode).toBe(code)
    expect(mock.exchanges[0]?.remarks).toEqual(
      code === undefined ? [] : [`1 of 1 will fail ${code}: the number ${number} is ${status}`],
    )
  })

  it('lets a restricted number answer those who wrote to it, and a banned one nobody', async () => {
    const mock = mockUnderTest()
    const answer = async (): Promise<string | undefined> => {
      await mock.call(
        {
          ChannelType: 'whatsapp',
          Type: 'message',
          MessageType: 'text',
          Content: '{"text":"hello"}',
          From: number,
          To: '8613800000001',
        },
        { action: 'SendChatappMessage' },
      )
      await mock.demo.advance('1m')
      return (await mock.demo.messages())[0]?.errorCode
    }
    await mock.demo.inbound({ from: '8613800000001', to: number, text: 'hi' })
    await mock.demo.setNumber(number, { status: 'RESTRICTED' })
    expect(await answer()).toBe(undefined)
    await mock.demo.setNumber(number, { status: 'BANNED' })
    expect(await answer()).toBe('131031')
  })

  it('does not touch other numbers, nor sends by quality, tier or name', async () => {
    const mock = mockUnderTest()
    await mock.demo.setNumber('8613900000002', { status: 'BANNED' })
    await mock.demo.setNumber(number, {
      qualityRating: 'RED',
      nameStatus: 'DECLINED',
      codeVerificationStatus: 'EXPIRED',
      messagingLimitTier: 'TIER_50',
    })
    await mock.send()
    await mock.demo.advance('1m')
    expect((await mock.demo.messages())[0]?.errorCode).toBe(undefined)
  })
})

describe('the review of a WABA', () => {
  it.each([
    ['APPROVED', undefined],
    ['PENDING', undefined],
    ['REJECTED', '131031'],
    ['DISABLED', '131031'],
  ] as const)('%s: the message ends with %s', async (reviewStatus, code) => {
    const mock = mockUnderTest()
    await mock.demo.setWaba(waba, { reviewStatus })
    expect((await mock.send()).code).toBe('OK')
    await mock.demo.advance('1m')
    expect((await mock.demo.messages())[0]?.errorCode).toBe(code)
  })
})
