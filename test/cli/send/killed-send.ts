import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject } from 'vitest'
import type { MockServer } from '../../../mock-server/entry/start-mock-server.ts'

/** What became of the people of a list after a send was killed and resumed to its end. */
export interface Accounting {
  /** People neither sent to nor listed as failed or uncertain. */
  readonly lost: readonly string[]
  /** People listed who got the message all the same, and are not listed as uncertain. */
  readonly listedThoughSent: readonly string[]
  /** Lines of the lists that are no row with its reason. */
  readonly broken: readonly string[]
  readonly sent: number
  readonly failed: number
  readonly uncertain: number
}

const numberOf = (index: number): string => `86138${String(index).padStart(8, '0')}`

/**
 * Sends to `people` with every second call refused, kills the process when `killAt` resolves, resumes until it is done, and
 * counts. Every hundredth row is no recipient.
 */
export async function killAndResume(
  server: MockServer,
  people: number,
  killAt: (folder: string) => Promise<unknown>,
): Promise<Accounting> {
  const folder = await mkdtemp(join(tmpdir(), 'chatapp-mock-killed-'))
  const world = server.demo
  try {
    await world.reset()
    const file = join(folder, 'people.csv')
    const rows = Array.from({ length: people }, (_, index) => `${numberOf(index)},Ann,A${index}\n`)
    const bad = Array.from({ length: people / 100 }, (_, index) => `nobody ${index},Bob,B\n`)
    await writeFile(
      file,
      `to,name,order\n${rows.flatMap((row, index) => (index % 100 === 99 ? [row, bad.shift()] : [row])).join('')}`,
    )
    await world.faults.add({
      fault: 'error',
      at: 'before-commit',
      with: { code: 'Product.Unsubscript' },
      when: { operation: 'SendChatappMassMessage', every: 2 },
    })
    const child = launch(file, server.url)
    const ended = once(child, 'exit')
    await Promise.race([killAt(folder), ended])
    child.kill('SIGKILL')
    await ended
    // Killed before it began: nothing was sent, and the same command begins.
    if (!existsSync(`${file}.checkpoint.json`) && (await world.messages()).length === 0)
      await once(launch(file, server.url), 'exit')
    while (existsSync(`${file}.checkpoint.json`)) await once(launch(file, server.url, '--resume'), 'exit')
    return await account(file, people, new Set((await world.messages()).map(({ to }) => to)))
  } finally {
    await rm(folder, { recursive: true })
  }
}

const launch = (file: string, url: string, ...more: string[]) =>
  spawn(
    process.execPath,
    [inject('cli').file, 'send', '--file', file, '--template', 'order_notice', '--url', url].concat([
      '--batch-size',
      '100',
      '--rate',
      '1000',
      ...more,
    ]),
    { stdio: 'ignore' },
  )

async function account(file: string, people: number, sent: ReadonlySet<string>): Promise<Accounting> {
  const listed = async (kind: string): Promise<string[]> =>
    existsSync(`${file}.${kind}.csv`)
      ? (await readFile(`${file}.${kind}.csv`, 'utf8')).split('\n').slice(1, -1)
      : []
  const [failed, uncertain] = [await listed('failed'), await listed('uncertain')]
  const who = (line: string): string => line.split(',')[0] as string
  const failedNumbers = new Set(failed.map(who))
  const known = new Set([...sent, ...failedNumbers, ...uncertain.map(who)])
  const everybody = Array.from({ length: people }, (_, index) => numberOf(index))
  const everyRow = [...everybody, ...Array.from({ length: people / 100 }, (_, index) => `nobody ${index}`)]
  return {
    lost: everyRow.filter((each) => !known.has(each)),
    listedThoughSent: everybody.filter((each) => sent.has(each) && failedNumbers.has(each)),
    broken: [...failed, ...uncertain].filter((line) => !/^(?:\d{13}|nobody \d+),[^,]+,[^,]+,.+/.test(line)),
    sent: sent.size,
    failed: failedNumbers.size,
    uncertain: uncertain.length,
  }
}
