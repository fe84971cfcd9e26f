import { announceChange } from '../world/announce.ts'
import type { Exchange } from '../../contracts/exchange.ts'
import type { PushAnswer } from '../ports/transport.ts'
import type { World } from '../world/world.ts'
import type { DueHandler } from '../world/due-handler.ts'
import type { Push } from '../world/stores/outbox.ts'
import { judgePush, type PushVerdict } from './push-verdict.ts'

/** A push is sent, or sent again. */
export const pushLeaves: DueHandler = {
  nextMoment: ({ outbox }, { id, at }) => outbox.get(id) && at,
  run(world, { id, at }) {
    const push = world.outbox.get(id)
    // An event of a push that was postponed since is out of date.
    return push?.dueAt === at ? deliver(world, push) : undefined
  },
}

/** Makes one attempt. Resolves when it is recorded. */
async function deliver(world: World, given: Push): Promise<void> {
  const { outbox, transport, clock } = world
  // The world may be taken back to a mark before the answer is there: what follows belongs to the state the push left from.
  const state = { outbox, agenda: world.agenda, journal: world.journal }
  const push = outbox.dispatch(given.id) ?? given
  const at = clock.now()
  const requestId = outbox.random.uuid()
  const items = `[${push.items.join(',')}]`
  const answered = transport.post(push.url, items)
  if (clock.kind === 'virtual') {
    // What is recorded must not depend on which consumer is quicker.
    const before = outbox.settled
    const recorded = Promise.all([answered, before]).then(([answer]) => record(answer))
    outbox.settled = recorded
    return recorded
  }
  return answered.then(record)

  function record(answer: PushAnswer): void {
    if (answer.outcome === 'stopped') return
    const verdict = judgePush(answer, world.assumptions)
    const next = verdict.repeatable ? nextAttempt(world, push, at) : undefined
    if (next === undefined) state.outbox.close(push, verdict.accepted ? 'accepted' : 'givenUp')
    else {
      state.outbox.postpone(push, next)
      state.agenda.add({ at: next, kind: 'push', id: push.id, since: at })
    }
    const exchange = toExchange(world, push, { at, requestId, items, answer, verdict, next: next ?? null })
    state.journal.add(exchange)
    world.onPush?.(exchange)
    announceChange(world)
  }
}

/** When a failed push is repeated; undefined when it is given up. */
function nextAttempt({ pushes, assumptions }: World, { attempts }: Push, at: number): number | undefined {
  const wait =
    pushes.retryAfter === undefined ? minutes(assumptions.pushRetries)[attempts] : pushes.retryAfter[attempts]
  return wait === undefined ? undefined : at + wait
}

const minutes = (list: string): number[] => list.split(',').map((each) => Number(each) * 60_000)

interface Attempt {
  readonly at: number
  readonly requestId: string
  readonly items: string
  readonly answer: Exclude<PushAnswer, { outcome: 'stopped' }>
  readonly verdict: PushVerdict
  readonly next: number | null
}

function toExchange(
  world: World,
  { id, url, type, items: { length }, attempts, faults }: Push,
  { at, requestId, items, answer, verdict, next }: Attempt,
): Exchange {
  const { rule, code, accepted, expected, explanation } = verdict
  const { status, body } = answer.outcome === 'answered' ? answer : { status: 0, body: '' }
  return {
    at,
    world: world.id,
    operation: type,
    accessKeyId: '',
    input: { Items: items },
    status,
    code,
    body,
    requestId,
    rule: rule.id,
    evidence: rule.evidence,
    faults,
    ...(accepted
      ? {}
      : {
          refusal: {
            ...(answer.outcome === 'answered' ? { given: `HTTP ${status} ${body.slice(0, 200)}` } : {}),
            ...(expected === undefined ? {} : { expected }),
            ...(explanation === undefined ? {} : { explanation }),
          },
        }),
    remarks: [],
    push: { id, url, attempt: attempts + 1, items: length, next },
  }
}
