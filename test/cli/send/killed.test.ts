import { watch } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startMockServer } from '../../watched-emulators.ts'
import type { MockServer } from '../../../mock-server/entry/start-mock-server.ts'
import { killAndResume } from './killed-send.ts'

let server: MockServer
beforeAll(async () => {
  server = await startMockServer({ throttled: false })
})
afterAll(() => server.close())

/** Resolves when files of a kind in a folder have been written to so many times. */
const written = (kind: RegExp, times: number) => (folder: string) =>
  new Promise<void>((resolve) => {
    let left = times
    const watcher = watch(folder, (_event, name) => {
      if (!kind.test(name ?? '') || --left > 0) return
      watcher.close()
      resolve()
    })
  })

describe('a send that is killed', () => {
  it.each([
    ['before its first call', /checkpoint/, 1],
    ['when the first refused call is noted', /checkpoint\.json$/, 6],
    ['while the first rows are written', /failed/, 1],
    ['in the middle', /failed/, 5],
    ['near its end', /failed/, 11],
  ])(
    'accounts for every person after it is resumed: killed %s',
    async (_when, kind, times) => {
      const { lost, listedThoughSent, broken, sent, failed, uncertain } = await killAndResume(
        server,
        2000,
        written(kind, times),
      )
      expect({ lost, listedThoughSent, broken }).toEqual({ lost: [], listedThoughSent: [], broken: [] })
      expect(sent + failed + uncertain).toBeGreaterThanOrEqual(2020)
    },
    60_000,
  )
})
