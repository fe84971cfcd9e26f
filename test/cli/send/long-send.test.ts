import { describe, expect, it, onTestFinished } from 'vitest'
import { writeFile } from 'node:fs/promises'
import { fetchFrom } from '../../sdk/client-under-test.ts'
import { mockUnderTest } from '../../mock-under-test.ts'
import { folderForEachTest, send, sentBy } from './run-send.ts'

const folder = folderForEachTest()
const { inFolder } = folder

const count = 100_000
const long = async (): Promise<void> =>
  writeFile(
    inFolder('long.csv'),
    `To,name,order\n${Array.from({ length: count }, (_, index) => `${8_613_800_000_000 + index},Person ${index},A-${index}\n`).join('')}`,
  )
const longArgs = (...more: string[]): string[] => [
  '--file',
  inFolder('long.csv'),
  '--template',
  'order_notice',
  '--param',
  'name=name',
  '--param',
  'order=order',
  ...more,
]

describe('a long send', () => {
  it('of 100,000 rows takes 100 calls and 10 seconds, none of them throttled', async () => {
    await long()
    const mock = mockUnderTest()
    const before = mock.clock.now()
    const { code, out, aside } = await send(mock, longArgs())
    expect([code, out]).toEqual([0, '100,000 recipients accepted in 100 calls.\n'])
    expect(mock.batches()).toHaveLength(100)
    expect(mock.exchanges.filter(({ code: each }) => each !== 'OK' && each !== '')).toEqual([])
    expect(Math.abs(mock.clock.now() - before - 10_000)).toBeLessThanOrEqual(1000)
    expect(aside.split('\n').filter(Boolean).length).toBeLessThanOrEqual(3)
    expect(aside).toMatch(/\d+ % {2}[\d,]+ of 100,000 sent {2}[\d,]+ a second {2}\d+ s left/)
  }, 60_000)

  it('draws a bar on a terminal', async () => {
    await long()
    const { aside } = await send(mockUnderTest(), longArgs(), { terminal: true })
    expect(aside.split('\r\x1B[2K')).toContainEqual(
      expect.stringMatching(/^\[#{7,12}\.{7,12}\] {2}\d\d % {2}/),
    )
    for (const columns of [80, 50, 20]) {
      const lines = (await send(mockUnderTest(), longArgs(), { terminal: true, columns })).aside.split(
        '\r\x1B[2K',
      )
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(columns)
    }
    expect(aside.endsWith('\r\x1B[2K')).toBe(true)
  }, 60_000)

  it('stops when the emulator stays away, and says how many are left to continue with', async () => {
    await long()
    const mock = mockUnderTest()
    const inProcess = fetchFrom(mock)
    const leaving: typeof fetch = (url, init) =>
      mock.batches().length < 30
        ? inProcess(url as string, init as RequestInit)
        : Promise.reject(
            new TypeError('fetch failed', {
              cause: Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }),
            }),
          )
    const { code, out, aside } = await send(mock, longArgs(), { fetch: leaving })
    expect(code).toBe(1)
    expect(aside).toMatch(/^30 % {2}30,000 of 100,000 sent {2}no connection, trying again$/m)
    expect(out).toMatch(
      /^30,000 recipients accepted in 30 calls\.\nStopped: .*ECONNREFUSED.*\n70,000 rows left\. Continue with --resume\.\n$/,
    )
    expect(await send(mock, longArgs('--resume'))).toMatchObject({
      code: 0,
      out: '70,000 recipients accepted in 70 calls.\n',
    })
  }, 60_000)

  it('that is interrupted continues where it was, and refuses to begin anew by mistake', async () => {
    await long()
    const mock = mockUnderTest()
    const controller = new AbortController()
    const inProcess = fetchFrom(mock)
    const stopping: typeof fetch = (url, init) => {
      if (mock.batches().length === 30) controller.abort()
      return inProcess(url as string, init as RequestInit)
    }
    const first = await send(mock, longArgs(), { signal: controller.signal, fetch: stopping })
    expect(first.code).toBe(1)
    expect(first.out).toMatch(
      /^\d\d,000 recipients accepted in \d\d calls\.\nStopped\. \d\d,000 rows left\. Continue with --resume\.\n$/,
    )
    onTestFinished(() => controller.abort())
    await expect(send(mock, longArgs())).rejects.toThrow(/Continue it with --resume, or delete that file/)
    const second = await send(mock, longArgs('--resume'))
    expect(second.code).toBe(0)
    const numbers = sentBy(mock).map(({ To }) => To)
    expect(numbers).toHaveLength(count)
    expect(new Set(numbers).size).toBe(count)
    await expect(send(mock, longArgs('--resume'))).rejects.toThrow('no send of this list has stopped')
  }, 60_000)
})
