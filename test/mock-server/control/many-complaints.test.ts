import { expect, it } from 'vitest'
import { UsageError } from '../../../contracts/usage-error.ts'
import { readWorldFile } from '../../../mock-server/world-file/world-file.ts'
import { mockUnderTest } from '../../mock-under-test.ts'

it('tells the first complaints about a world of many mistakes, and how many more there are', async () => {
  const accounts = Array.from({ length: 1000 }, (_, index) => ({ uid: index, spacs: [] }))
  const mock = mockUnderTest()
  const error = (await mock
    .createWorld({ document: { accounts } as never })
    .catch((reason: unknown) => reason)) as Error
  expect(error.message).toContain('/document/accounts/0/uid')
  expect(error.message).toMatch(/and \d{3,4} more like these/)
  expect(error.message.length).toBeLessThan(10_000)
})

it('tells the first unknown keys of a file, and how many more there are', async () => {
  const text = Array.from({ length: 30_000 }, (_, index) => `key${index}: 1`).join('\n')
  const error = await readWorldFile(text, 'world.yaml').catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(UsageError)
  const lines = (error as Error).message.split('\n')
  expect(lines).toHaveLength(20)
  expect(lines[0]).toMatch(/^world\.yaml:1:1: key0: unknown key\./)
  expect(lines.at(-1)).toMatch(/And 29980 more like these\.$/)
})
