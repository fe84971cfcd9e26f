import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connect } from '../../../mock-server/entry/connect.ts'
import { createMock, startMockServer } from '../../watched-emulators.ts'
import type { MockServer } from '../../../mock-server/entry/start-mock-server.ts'
import { callerOf } from './caller.ts'
import { overHttp } from './over-http.ts'
import { playStory, storyCodes, type Outcome } from './story.ts'

const workers = 200
let server: MockServer
let http: ReturnType<typeof overHttp>

beforeAll(async () => {
  server = await startMockServer({ clock: 'virtual' })
  http = overHttp(server.url)
})

afterAll(async () => {
  http.close()
  await server.close()
})

/** The story in a world of its own, alone on an emulator of its own. */
async function playAlone(): Promise<Outcome> {
  const mock = createMock({ clock: 'virtual' })
  const world = await mock.createWorld({ seed: 7 })
  return playStory(callerOf(mock.handle, world), world)
}

describe('200 workers that play the same story on one port at the same time', () => {
  it('see what one that is alone sees, byte by byte, with the same hash of their journals', async () => {
    const solo = await playAlone()
    expect(solo.codes).toEqual(storyCodes)
    const elsewhere = await connect(server.url)
    const outcomes = await Promise.all(
      Array.from({ length: workers }, async () => {
        const world = await elsewhere.createWorld({ seed: 7 })
        return playStory(callerOf(http.handle, world), world)
      }),
    )
    for (const outcome of outcomes) expect(outcome).toEqual(solo)
    expect(new Set(outcomes.map(({ journalHash }) => journalHash))).toEqual(new Set([solo.journalHash]))
    expect(await server.demo.journal(), 'nothing reached the demo world').toEqual([])
    expect(server.worlds.list()).toHaveLength(workers + 1)
  }, 120_000)
})
