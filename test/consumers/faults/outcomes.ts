import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What a client made of a fault. */
export interface Outcome {
  /** `ok`, or the type of the error. */
  readonly result: string
  /** The code the client shows; empty when it shows none. */
  readonly code: string
  /** Calls that came in, retries included. */
  readonly calls: number
  /** How many of them were carried out. */
  readonly carriedOut: number
}

/** Outcomes by client and case. */
export type Outcomes = Record<string, Record<string, Outcome>>

const path = join(import.meta.dirname, 'outcomes.json')

/** What is known of earlier runs; the page docs/reference/fault-outcomes.md shows it. */
export const knownOutcomes = (): Outcomes => JSON.parse(readFileSync(path, 'utf8')) as Outcomes

/** Puts the outcomes of some clients in the place of what was known of them. */
export function keepOutcomes(outcomes: Outcomes): void {
  const all = { ...knownOutcomes(), ...outcomes }
  const clients = Object.keys(all).sort()
  const lines = clients.map(
    (client) =>
      `  ${JSON.stringify(client)}: {\n${Object.entries(all[client] ?? {})
        .map(([name, outcome]) => `    ${JSON.stringify(name)}: ${JSON.stringify(outcome)}`)
        .join(',\n')}\n  }`,
  )
  writeFileSync(path, `{\n${lines.join(',\n')}\n}\n`)
}

/** In what a client differs from what is known, in words. */
export function changesOf(client: string, found: Record<string, Outcome>, known: Outcomes): string[] {
  return Object.entries(found).flatMap(([name, outcome]) => {
    const before = known[client]?.[name]
    return JSON.stringify(before) === JSON.stringify(outcome)
      ? []
      : [`${client}, ${name}: ${JSON.stringify(outcome)}, known ${JSON.stringify(before) ?? 'nothing'}`]
  })
}
