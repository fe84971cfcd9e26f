import { afterAll, beforeAll, expect, it } from 'vitest'
import { startMockServer } from '../../watched-emulators.ts'
import type { MockServer } from '../../../mock-server/entry/start-mock-server.ts'
import { createRandom } from '../../../mock-server/ports/random.ts'
import { killAndResume } from './killed-send.ts'

let server: MockServer
beforeAll(async () => {
  server = await startMockServer({ throttled: false })
})
afterAll(() => server.close())

/** The kills of this test come at real moments: they are spread over the whole run of a send. */
it('accounts for every person after each of 200 kills at random moments', async () => {
  const random = createRandom(20_261_201)
  for (let kill = 0; kill < 200; kill++) {
    const after = 250 + random.next() * 1000
    const { lost, listedThoughSent, broken } = await killAndResume(
      server,
      3000,
      () => new Promise((resolve) => setTimeout(resolve, after)),
    )
    expect({ kill, after, lost, listedThoughSent, broken }).toEqual({
      kill,
      after,
      lost: [],
      listedThoughSent: [],
      broken: [],
    })
  }
}, 3_600_000)
