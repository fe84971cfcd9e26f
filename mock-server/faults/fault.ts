import type * as z from 'zod'
import type { ApiError } from '../../contracts/errors/api-error.ts'
import type { HttpReply } from '../../contracts/http.ts'
import type { Fields } from '../../contracts/wire/envelope.ts'
import type { Call } from '../call/call.ts'
import type { Random } from '../ports/random.ts'
import type { ReceiptFate } from '../world/receipt.ts'
import type { Receipt } from '../world/receipt.ts'
import type { World } from '../world/world.ts'
import type { Stage } from '../world/faults.ts'

/** What a fault knows of the call it strikes. */
export interface Scene {
  readonly call: Call
  readonly world: World
  readonly requestId: string
  /** Draws of this fault alone. */
  readonly chance: Random
}

/** A way in which things go wrong. It says which of the following it does, and nothing else. */
export interface Fault<Given = never> {
  readonly name: string
  /** What happens, as one sentence. */
  readonly summary: string
  /** The schema of its parameters, made on first use: a start without faults does not pay for it. */
  readonly with: () => z.ZodObject
  /** Stages it may act at; the first is where it does unless told. */
  readonly at: readonly Stage[]
  /** Parameters as one would write them, for the documentation. */
  readonly example?: Readonly<Record<string, unknown>>
  /** What a doorway must have to show it: a connection of its own, or TLS. Anything that answers can show the others. */
  readonly needs?: 'connection' | 'tls'
  /** Whether it has anything to do with the call; with every call unless given. */
  concerns?(call: Call): boolean
  /** Milliseconds of the world's time that pass. */
  delay?(given: Given, scene: Scene): number
  /** Answers with an error of the API; undefined: not now. */
  refuse?(given: Given, scene: Scene): ApiError | undefined
  /** Changes the fields of the answer, in whatever format it is written. */
  fields?(fields: Fields, given: Given, scene: Scene): Fields
  /** Changes the answer, or how it travels. Before the commit there is none: what it is given then has the status 0. */
  reply?(reply: HttpReply, given: Given, scene: Scene): HttpReply
  /** Milliseconds by which the server's clock is ahead while it looks at the request. */
  skew?(given: Given): number
  /** What becomes of a receipt. */
  receipt?(given: Given, chance: Random): Partial<ReceiptFate>
  /** Whether it has anything to do with the receipt; with every one unless given. */
  concernsReceipt?(item: Receipt['item']): boolean
}

/** Defines a fault; its functions take what its schema gives. */
export function defineFault<Schema extends z.ZodObject>(
  fault: Omit<Fault<z.output<Schema>>, 'with'> & { readonly with: () => Schema },
): Fault {
  return fault as unknown as Fault
}
