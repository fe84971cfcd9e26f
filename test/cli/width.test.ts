import { describe, expect, it } from 'vitest'
import { wrap } from '../../cli/table.ts'
import { runCli, startCli } from './cli-process.ts'

/** Lines that are too wide for a terminal nobody has widened, but for words that cannot be broken. */
const tooWide = (text: string): string[] =>
  text.split('\n').filter((line) => line.length > 80 && line.trim().includes(' '))

describe('an 80-column terminal', () => {
  it('holds the banner, a world and its keys', async () => {
    const server = await startCli(['--seed', '7'], /Ctrl\+C/)
    const [, url = ''] = /Endpoint +(\S+)/.exec(server.stdout()) ?? []
    expect(tooWide(server.stdout())).toEqual([])
    expect(tooWide((await runCli('world', 'show', '--url', url)).stdout)).toEqual([])
    expect(tooWide((await runCli('world', 'create', '--url', url)).stdout)).toEqual([])
    await server.stop()
  })

  it('holds the list of rules and switches, and the help', async () => {
    expect(tooWide((await runCli('evidence')).stdout)).toEqual([])
    for (const command of ['start', 'send', 'journal'])
      expect(tooWide((await runCli(command, '--help')).stdout)).toEqual([])
  })

  it('breaks text at blanks only', () => {
    expect(wrap(`${'a'.repeat(30)} ${'b'.repeat(30)} ${'c'.repeat(30)}`, 10)).toBe(
      `${'a'.repeat(30)} ${'b'.repeat(30)}\n          ${'c'.repeat(30)}`,
    )
    expect(wrap('x'.repeat(200), 4)).toBe('x'.repeat(200))
  })
})
