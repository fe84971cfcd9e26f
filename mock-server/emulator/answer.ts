import type { Exchange } from '../../contracts/exchange.ts'
import type { HttpReply, HttpRequest } from '../../contracts/http.ts'
import { createParameterMemory } from '../../contracts/wire/parameters.ts'
import type { Timer } from '../ports/timer.ts'
import { announce } from '../world/announce.ts'
import type { World } from '../world/world.ts'
import type { Worlds } from '../world/worlds.ts'
import { decide } from './decide.ts'
import { failure, outcomeOf, unavailable, type Outcome } from './outcome.ts'
import { createPreparation, type Prepared } from './prepare.ts'
import { toExchange, toReply, type AppliedFaults } from './reply.ts'

export interface AnsweringPorts {
  readonly worlds: Worlds
  /** Told about every exchange, after its answer is ready. */
  readonly onExchange?: (exchange: Exchange) => void
  /** Told about defects of the emulator itself. */
  readonly onDefect?: (error: unknown) => void
  /** False leaves the headers that begin with x-mock- out. */
  readonly explainInHeaders?: boolean
}

type Reply = HttpReply | Promise<HttpReply>

/** How a call goes: it is prepared, decided and committed; the reply is written and the exchange recorded. */
export interface Answering {
  /** The reply to a request; a promise where something has to be loaded or waited for first. */
  respond(request: HttpRequest, world?: World): Reply
  /** The same with another decision, such as a refusal. */
  respondWith(decided: typeof decide, request: HttpRequest): Reply
}

/** Creates the path of every call. */
export function createAnswering(
  { worlds, onExchange, onDefect, explainInHeaders = true }: AnsweringPorts,
  timer: Timer,
): Answering {
  const prepare = createPreparation(worlds, createParameterMemory())

  function respondWith(decided: typeof decide, request: HttpRequest, world?: World): Reply {
    const prepared = prepare(request, world)
    return prepared instanceof Promise
      ? prepared.then((loaded) => answer(loaded, decided))
      : answer(prepared, decided)
  }

  function answer(prepared: Prepared, decided: typeof decide): Reply {
    if (prepared.world.faults.length > 0) return answerUnderFaults(prepared, decided)
    const outcome = outcomeOf(prepared, onDefect, () => {
      const { commit, rule } = decided(prepared)
      return { output: commit(), rule }
    })
    return record(prepared, outcome, toReply(prepared, outcome, explainInHeaders))
  }

  /** The same in a world with faults, which may strike and take time around each step. */
  async function answerUnderFaults(prepared: Prepared, decided: typeof decide): Promise<HttpReply> {
    const loaded = await import('./under-faults.ts').catch((reason: unknown) => ({ reason }))
    if ('reason' in loaded) {
      const outcome = failure(prepared, unavailable(loaded.reason, onDefect), onDefect)
      return record(prepared, outcome, toReply(prepared, outcome, explainInHeaders))
    }
    const run = loaded.startFaultRun(prepared, timer, onDefect)
    const outcome = await run.outcome(decided)
    const reply = await run.deliver(toReply(prepared, outcome, explainInHeaders))
    return record(prepared, outcome, explainInHeaders ? run.named(reply) : reply, run.applied)
  }

  /** Notes the exchange, and tells those who watch. */
  function record(
    prepared: Prepared,
    outcome: Outcome,
    reply: HttpReply,
    applied?: AppliedFaults,
  ): HttpReply {
    const { world, call } = prepared
    const exchange = toExchange(prepared, outcome, reply, applied)
    world.journal.add(exchange, call.stored)
    announce(world)
    onExchange?.(exchange)
    return reply
  }

  return { respond: (request, world) => respondWith(decide, request, world), respondWith }
}
