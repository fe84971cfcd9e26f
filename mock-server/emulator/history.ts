import type { HttpReply, HttpRequest } from '../../contracts/http.ts'
import type { Clock } from '../ports/clock.ts'
import type { Transport } from '../ports/transport.ts'
import type { World } from '../world/world.ts'

/** The world that something is done to. On the system clock others need not wait: there is no going the same way again. */
export type Actor = Pick<World, 'id' | 'clock'>

/** What was done to the worlds of an emulator, kept for capsules. */
export interface History {
  /** The machine's time as the worlds know it: it stands still within a step, so that a step can be repeated. */
  readonly machine: Clock
  /** Keeps a call with its reply. Calls of a world that come at once are carried out one after the other. */
  call(
    world: Actor,
    request: HttpRequest,
    respond: () => HttpReply | Promise<HttpReply>,
  ): HttpReply | Promise<HttpReply>
  /** Keeps an operation of the control API, which waits for its turn as calls do. */
  control(
    id: string,
    input: Readonly<Record<string, unknown>>,
    run: () => unknown,
    world: Actor | undefined,
  ): Promise<unknown>
  /** Keeps what consumers answer. */
  transport(transport: Transport): Transport
  /** The capsule of a world as text; undefined when its beginning is not known. */
  capsuleOf(world: string): Promise<string> | undefined
}
