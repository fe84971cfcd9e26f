import type { HttpRequest } from '../../contracts/http.ts'
import { inputForm, type InputForm } from '../../contracts/input-form.ts'
import type { Operation } from '../../contracts/operation.ts'
import { curatedOperations, type CuratedName } from '../../contracts/operations/index.ts'
import { queryTokenForMnsQueue } from '../../contracts/query-token-for-mns-queue.ts'
import { bodyWriter, type BodyWriter, type Format } from '../../contracts/wire/envelope.ts'
import type { ParameterMemory } from '../../contracts/wire/parameters.ts'
import { formatOf, readCall, type Call } from '../call/call.ts'
import type { World } from '../world/world.ts'
import type { Worlds } from '../world/worlds.ts'

/** What the emulator knows about an operation before a call of it can be decided. */
interface Loaded {
  /** Undefined when the call names none. */
  readonly operation: Operation | undefined
  readonly form: InputForm | undefined
  readonly write: BodyWriter
  /** Why it could not be loaded, as when no file can be opened. */
  readonly failure?: unknown
}

/** What is left to answer with when loading fails. */
const unloaded: Loaded = {
  operation: undefined,
  form: undefined,
  write: (_root, fields) => JSON.stringify(fields),
}

/** A call in its world, with everything that decides it at hand. */
export interface Prepared extends Loaded {
  readonly call: Call
  readonly world: World
  readonly format: Format
  readonly requestId: string
  /** Milliseconds since the epoch, on the clock of the world. */
  readonly at: number
  /** Things that deserve a remark; they grow while the call is decided. */
  readonly remarks: string[]
}

/** Reads a request and what its answer needs; a promise when an operation or a format is used for the first time. */
export type Prepare = (request: HttpRequest, world?: World) => Prepared | Promise<Prepared>

/** Creates the first step of every call. The operations that were loaded are kept by the emulator that owns it. */
export function createPreparation(worlds: Worlds, memory: ParameterMemory): Prepare {
  const loaded: Readonly<Record<Format, Map<string, Loaded>>> = { JSON: new Map(), XML: new Map() }

  async function load(action: string, format: Format): Promise<Loaded> {
    const operation = await operationNamed(action)
    const form = operation && (await inputForm(operation))
    const all: Loaded = { operation, form, write: await bodyWriter(format) }
    // Names that callers make up are not kept.
    if (operation !== undefined) loaded[format].set(action, all)
    return all
  }

  return (request, given) => {
    const call = readCall(request, memory)
    const world = given ?? worlds.ofKey(call.accessKeyId)
    // The id is drawn here, in the order of arrival.
    const requestId = world.random.uuid()
    const format = formatOf(call, world.assumptions.v1DefaultFormat)
    const at = world.clock.now()
    const known = loaded[format].get(call.action)
    const prepared = ({ operation, form, write, failure }: Loaded): Prepared => ({
      call,
      world,
      format,
      requestId,
      at,
      remarks: [],
      operation,
      form,
      write,
      failure,
    })
    return known === undefined
      ? load(call.action, format).then(prepared, (failure: unknown) => prepared({ ...unloaded, failure }))
      : prepared(known)
  }
}

async function operationNamed(action: string): Promise<Operation | undefined> {
  if (action === '') return undefined
  if (action === queryTokenForMnsQueue.name) return queryTokenForMnsQueue
  if (Object.hasOwn(curatedOperations, action)) return curatedOperations[action as CuratedName]
  return (await import('../../contracts/catalog/index.ts')).catalogOperation(action)
}
