import { expect } from 'vitest'
import { storm } from '../../../lab/index.ts'
import { test } from '../../../mock-server/entry/vitest.ts'
import { localConsumer } from '../local-consumer.ts'
import { planted, right } from './consumers.ts'

test('a test fails with the story, and with the test to keep', async ({ world }) => {
  const { handle, read } = planted['lets the last write win']!.make()
  const consumer = await localConsumer(handle)
  const failure = await storm(world, { consumer, read, settle: 0 }).catch((error: unknown) => error)
  expect(failure).toMatchObject({
    name: 'StormError',
    message: expect.stringMatching(
      /enough:[^]*Seed 1, run \d+[^]*import \{ storm \} from "chatapp-mock\/lab"/,
    ) as string,
  })
})

test('a test passes with a right consumer', async ({ world }) => {
  const { handle, read, effects } = Object.values(right)[0]!()
  await storm(world, { consumer: await localConsumer(handle), read, effects, settle: 0, runs: 20 })
})
