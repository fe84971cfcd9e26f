import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { printHeader, printRecording } from '../../../recording/cassette/print.ts'
import { toRecording } from '../../../recording/cassette/recording.ts'
import { mockUnderTest } from '../../mock-under-test.ts'
import { runCli } from '../cli-process.ts'

let folder: string
let file: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cassettes-'))
  file = join(folder, 'calls.cassette')
  const mock = mockUnderTest()
  await mock.send()
  await mock.send({ TemplateCode: 'nope' })
  await writeFile(
    file,
    printHeader({ cassette: 1 }) + mock.exchanges.map(toRecording).map(printRecording).join(''),
  )
})
afterEach(() => rm(folder, { recursive: true }))

describe('cassette', () => {
  it('check says what it holds, and where an answer leaves the contract', async () => {
    expect(await runCli('cassette', 'check', file)).toMatchObject({
      code: 0,
      stdout: 'Recordings              2\nRedacted                no\nSendChatappMassMessage  2\n',
    })
    await writeFile(
      file,
      (await readFile(file, 'utf8')).replace(/"GroupMessageId": "\d+"/, '"GroupMessageId": 1'),
    )
    expect(await runCli('cassette', 'check', file)).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('recording 1, '),
    })
  })

  it('to-scenario prints one that contract plays', async () => {
    const scenario = join(folder, 'recorded.yaml')
    expect(await runCli('cassette', 'to-scenario', file, '--out', scenario)).toMatchObject({
      code: 0,
      stderr: '',
    })
    expect(await runCli('contract', scenario)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('recorded'),
    })
    expect(await runCli('cassette', 'to-scenario', file, '--name', 'Not A Name')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('name: '),
    })
  })

  it('to-har and from-har go there and back, redacted on the way', async () => {
    const har = join(folder, 'calls.har')
    const back = join(folder, 'back.cassette')
    expect(await runCli('cassette', 'to-har', file, '--out', har)).toMatchObject({ code: 0 })
    expect(await runCli('cassette', 'from-har', har, back)).toMatchObject({
      code: 0,
      stdout: `${back}: 2 recordings\n`,
    })
    expect(await readFile(back, 'utf8')).toMatch(/^\{ "cassette": 1, "redacted": "[0-9a-f]{8}" \}\n/)
    expect(await readFile(back, 'utf8')).not.toMatch(/8613800000001|Ann/)
    await writeFile(har, '{"log":{"entries":[]}}')
    expect(await runCli('cassette', 'from-har', har, back)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('none of them is a call of the API'),
    })
  })
})
