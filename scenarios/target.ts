import type { Exchange } from '../contracts/exchange.ts'
import type { Credentials } from '../sdk/credentials/credentials.ts'
import type { Fetch } from '../contracts/http.ts'
import type { Given } from './scenario.ts'

/** Somewhere a scenario can be played. */
export interface Target {
  /** Such as `mock`, `msw`, or a URL. */
  readonly name: string
  /** Whether it has worlds: states of its own for each scenario, a clock that moves, messages one can look at. */
  readonly hasWorlds: boolean
  /** Opens a place for one scenario, in a world of its own where there are worlds. */
  open(given: Given): Promise<Stage>
  /** Ends everything the target started. */
  close(): Promise<void>
}

/** The place one scenario is played in. */
export interface Stage {
  readonly endpoint: string
  readonly fetch: Fetch
  /** Time as a caller knows it, milliseconds since the epoch. Who has a key of no world knows the machine's time only. */
  now(ofNobody?: boolean): Promise<number>
  /** Lets time pass: at once where the clock can be moved, really elsewhere. */
  pass(milliseconds: number): Promise<void>
  /** Credentials of a role, or of a key's id; undefined when there are none. */
  keyOf(role: string): Credentials | undefined
  /** Tells one run from another: nonces are made of it. */
  readonly run: string
  /** A look into the world, where there is one. */
  readonly world?: StageWorld
  close(): Promise<void>
}

type Fields = Readonly<Record<string, unknown>>

/** The part of a world's handle that stories use. */
export interface StageWorld {
  readonly id: string
  readonly seed: number
  advance(duration: string | number): Promise<unknown>
  wait(
    query: string,
    options?: { readonly count?: number; readonly within?: string },
  ): Promise<{ readonly satisfied: boolean; readonly reason?: string }>
  messages(query?: string): Promise<readonly object[]>
  /** Sets a fault; without one clears all. */
  disturb(fault?: Fields): Promise<unknown>
  inbound(message: { readonly from: string }): Promise<{ readonly item: Fields }>
  /** Newest first. */
  journal(): Promise<readonly Exchange[]>
  receipts(
    query?: string,
  ): Promise<{ readonly attempts: readonly { readonly input: Readonly<Record<string, string>> }[] }>
}

/** A key as emulators list it. */
export interface ListedKey {
  readonly id: string
  readonly secret: string
  readonly securityToken?: string
}

/** The keys of the demo world by what they are for. */
const roles: Readonly<Record<string, string>> = {
  main: 'mock-ak-1',
  sts: 'STS.mock-1',
  inactive: 'mock-ak-inactive',
  sender: 'mock-ak-sender',
  reader: 'mock-ak-reader',
  other: 'mock-ak-2',
  unsubscribed: 'mock-ak-unsubscribed',
}

/** Finds the key of a role among those of a world, where they are called as in the demo world with the world's id behind. */
export function keyAmong(keys: readonly ListedKey[], role: string): Credentials | undefined {
  const id = roles[role] ?? role
  const key = keys.find((each) => each.id === id || each.id.startsWith(`${id}.`))
  return (
    key && {
      accessKeyId: key.id,
      accessKeySecret: key.secret,
      ...(key.securityToken === undefined ? {} : { securityToken: key.securityToken }),
    }
  )
}
