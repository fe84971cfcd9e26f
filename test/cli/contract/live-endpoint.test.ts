import { describe, expect, it } from 'vitest'
import { isLiveEndpoint, liveEndpoint } from '../../../cli/contract/live-endpoint.ts'

describe('an address', () => {
  it.each([
    liveEndpoint,
    'cams.ap-southeast-1.aliyuncs.com',
    'cams.aliyuncs.com:443',
    'HTTPS://CAMS.ALIYUNCS.COM/',
    'https://cams.ap-southeast-1.aliyuncs.com.',
    'https://somebody@cams.aliyuncs.com',
    'https://cams%2Ealiyuncs.com',
    'https://cams。aliyuncs.com',
  ])('of the service is known as such: %s', (address) => {
    expect(isLiveEndpoint(address)).toBe(true)
  })

  it.each([
    'http://127.0.0.1:4010',
    'localhost:4010',
    'https://aliyuncs.com.example',
    'https://notaliyuncs.com',
    'nonsense://',
    '',
  ])('of anybody else is none: %s', (address) => {
    expect(isLiveEndpoint(address)).toBe(false)
  })
})
