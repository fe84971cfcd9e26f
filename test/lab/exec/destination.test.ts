import { expect, it } from 'vitest'
import { destinationOf } from '../../../lab/exec/destination.ts'

it.each([
  ['cams.ap-southeast-1.aliyuncs.com', 'emulator'],
  ['CAMS.AP-SOUTHEAST-1.ALIYUNCS.COM.', 'emulator'],
  ['1493622401794734.mns.ap-southeast-1.aliyuncs.com', 'emulator'],
  ['dybaseapi.ap-southeast-1.aliyuncs.com', 'emulator'],
  ['dysmsapi.aliyuncs.com', 'refused'],
  ['aliyuncs.com', 'refused'],
  ['cams.aliyuncs.com.example.org', 'through'],
  ['notaliyuncs.com', 'through'],
  ['127.0.0.1', 'through'],
  ['[::1]', 'through'],
])('leads %s to %s', (host, expected) => {
  expect(destinationOf(host, false)).toBe(expected)
})

it('refuses all but this machine and the emulator when offline', () => {
  const hosts = ['example.org', '192.0.2.1', 'localhost', '127.0.0.1', 'cams.ap-southeast-1.aliyuncs.com']
  expect(hosts.map((host) => destinationOf(host, true))).toEqual([
    'refused',
    'refused',
    'through',
    'through',
    'emulator',
  ])
})
