import { createHash } from 'node:crypto'
import type { HttpReply } from '../../contracts/http.ts'

/** What was answered, by the readable name of each exchange: `<status> <hash of the headers> <hash of the body>`. */
export type Recorded = Map<string, string>

/** Ten hexadecimal digits that stand for a text or bytes. */
export const digest = (content: string | Uint8Array): string =>
  createHash('sha256').update(content).digest('hex').slice(0, 10)

/** Notes a reply: its headers in any order, its body to the byte. */
export function note(recorded: Recorded, name: string, { status, headers, body, delivery }: HttpReply): void {
  const lines = Object.entries({ ...headers, ...(delivery && { delivery: JSON.stringify(delivery) }) }).map(
    ([header, value]) => `${header}: ${value}`,
  )
  enter(recorded, name, `${status} ${digest(lines.sort().join('\n'))} ${digest(body)}`)
}

/** Enters an outcome under a name that no other exchange has. */
export function enter(recorded: Recorded, name: string, outcome: string): void {
  if (recorded.has(name)) throw new Error(`Two exchanges have the name ${name}`)
  recorded.set(name, outcome)
}

/** One line for each exchange. */
export const printRecorded = (recorded: Recorded): string =>
  [...recorded].map(([name, outcome]) => `${outcome}  ${name}\n`).join('')

/** Reads what `printRecorded` wrote; lines that begin with # are comments. */
export function parseRecorded(text: string): Recorded {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  return new Map(lines.map((line) => [line.slice(line.indexOf('  ') + 2), line.slice(0, line.indexOf('  '))]))
}
