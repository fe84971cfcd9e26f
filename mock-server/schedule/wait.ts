import { formatDuration } from '../../contracts/duration.ts'
import type { Exchange } from '../../contracts/exchange.ts'
import type { Timer } from '../ports/timer.ts'
import { exchangeMatcher } from '../query/match.ts'
import { parseQuery, type Query } from '../query/parse-query.ts'
import { hasReceivers } from '../world/receivers.ts'
import type { World } from '../world/world.ts'
import { findMessages, foresee } from '../messages/find-messages.ts'
import { messagesOf } from '../messages/lifecycle.ts'
import type { Message } from '../world/message.ts'
import { moveTo } from './move-to.ts'

/** What to wait for. */
export interface Wanted {
  /** A query. */
  readonly for: string
  readonly of: 'messages' | 'exchanges'
  readonly count: number
  /** Milliseconds on the clock of the world. */
  readonly within: number
}

/** How a wait ended. */
export interface WaitResult {
  readonly satisfied: boolean
  /** Time of the world when it ended. */
  readonly at: number
  /** Milliseconds the world's clock went on. */
  readonly waited: number
  readonly matches: readonly (Message | Exchange)[]
  /** Why it was not satisfied. */
  readonly reason?: string
}

/**
 * Waits until so many records match. A virtual world jumps to that moment; if nothing scheduled leads there it says so at once
 * and its clock stays. Under the machine's clock it really waits, and looks again whenever something happens.
 * Throws `QueryError`.
 */
export async function waitFor(
  world: World,
  wanted: Wanted,
  timer: Timer,
  stopping?: AbortSignal,
): Promise<WaitResult> {
  const query = parseQuery(wanted.for)
  return world.clock.kind === 'virtual'
    ? jump(world, wanted, query)
    : watch(world, wanted, query, timer, stopping)
}

async function jump(world: World, wanted: Wanted, query: Query): Promise<WaitResult> {
  const start = world.clock.now()
  const moment = momentOf(world, wanted, query)
  if (moment === undefined)
    return {
      satisfied: false,
      at: start,
      waited: 0,
      matches: matchesAt(start, world, wanted, query),
      reason: reasonOf(world, wanted, query),
    }
  await moveTo(world, moment)
  if (world.clock.now() < moment)
    return {
      satisfied: false,
      at: world.clock.now(),
      waited: 0,
      matches: [],
      reason: 'The world was taken back to a mark meanwhile.',
    }
  // The clock may have been moved further meanwhile.
  return {
    satisfied: true,
    at: moment,
    waited: moment - start,
    matches: matchesAt(moment, world, wanted, query),
  }
}

/** The moment, now or later and within the time, at which enough records match at once. */
function momentOf(world: World, { of, count, within }: Wanted, query: Query): number | undefined {
  const now = world.clock.now()
  if (matchCount(world, of, query, count) >= count) return now
  if (of === 'exchanges') return undefined
  const { moment } = outlookOf(world, query, count)
  return moment !== undefined && moment <= now + within ? moment : undefined
}

/** What lies ahead by itself: when so many messages first match at once, how many ever do, and the most at one time. */
function outlookOf(
  world: World,
  query: Query,
  count: number,
): { moment: number | undefined; ever: number; most: number } {
  const turns = [...foresee(world, query)].sort((a, b) => a.at - b.at || a.by - b.by)
  let [matching, most, ever] = [0, 0, 0]
  let moment: number | undefined
  for (const { at, by } of turns) {
    matching += by
    if (by === 1) ever++
    if (matching > most) most = matching
    if (moment === undefined && matching >= count) moment = at
  }
  return { moment, ever, most }
}

function watch(
  world: World,
  wanted: Wanted,
  query: Query,
  timer: Timer,
  stopping: AbortSignal | undefined,
): Promise<WaitResult> {
  const start = world.clock.now()
  const deadline = start + wanted.within
  return new Promise((resolve) => {
    let cancel = (): void => {}
    // Measured by the timer: a clock that goes back does not prolong the wait.
    let over = wanted.within === 0
    const end = timer(wanted.within, () => {
      over = true
      look()
    })
    const look = (): void => {
      cancel()
      const now = world.clock.now()
      const enough = matchCount(world, wanted.of, query, wanted.count) >= wanted.count
      if (!enough && !over && now < deadline && !stopping?.aborted) {
        const moment = momentOf(world, { ...wanted, within: deadline - now }, query) ?? deadline
        cancel = timer(moment - now, look)
        return
      }
      end()
      world.watchers.delete(look)
      stopping?.removeEventListener('abort', look)
      resolve({
        satisfied: enough,
        at: now,
        waited: now - start,
        matches: matchesAt(now, world, wanted, query),
        ...(enough
          ? {}
          : { reason: stopping?.aborted ? 'The server is stopping.' : reasonOf(world, wanted, query) }),
      })
    }
    world.watchers.add(look)
    stopping?.addEventListener('abort', look)
    look()
  })
}

function matchCount(world: World, of: Wanted['of'], query: Query, enough: number): number {
  let count = 0
  for (const _ of recordsOf(world, of, query)) if (++count >= enough) break
  return count
}

function matchesAt(
  moment: number,
  world: World,
  { of, count }: Wanted,
  query: Query,
): (Message | Exchange)[] {
  const found: (Message | Exchange)[] = []
  for (const record of recordsOf(world, of, query, moment))
    if (found.push(record) >= Math.max(count, 100)) break
  return found
}

function* recordsOf(
  world: World,
  of: Wanted['of'],
  query: Query,
  moment?: number,
): IterableIterator<Message | Exchange> {
  if (of === 'messages') yield* findMessages(world, query, undefined, moment)
  else {
    const matches = exchangeMatcher(query)
    for (const { exchange } of world.journal.newest()) if (matches(exchange)) yield exchange
  }
}

/** Why the condition does not come true: what there is, and what stands in the way. */
function reasonOf(world: World, { for: text, of, count, within }: Wanted, query: Query): string {
  const found = matchCount(world, of, query, count)
  const head = `${found} of ${count} ${of} match ${text || 'everything'}`
  if (of === 'exchanges')
    return `${head}; calls come from clients, nothing scheduled makes one.${hasReceivers(world) ? ' Pushes of receipts are made as time goes on: wait for their messages, or move the clock.' : ''} The journal has ${world.journal.size}.`
  const { moment, ever, most } = outlookOf(world, query, count)
  if (moment !== undefined)
    return `${head}; ${count} will in ${formatDuration(moment - world.clock.now())}, later than within ${formatDuration(within)}.`
  if (ever >= count) return `${head}; ${ever} will, but no more than ${most} at one time.`
  return `${head}, and ${ever - found} more will. ${nearMiss(world, query)}`
}

/** The message that comes closest: it matches everything but its status, and what becomes of it instead. */
function nearMiss(world: World, query: Query): string {
  const relaxed = query.map((terms) =>
    terms.filter(({ field }) => field !== 'status' && field !== 'code' && field !== 'fallback'),
  )
  const [miss] = findMessages(world, relaxed)
  if (miss === undefined)
    return world.batches.values().next().done
      ? 'No message was accepted in this world yet.'
      : 'No accepted message has these other properties.'
  const batch = world.batches.get(miss.groupMessageId)
  // Seen from the end of time a message shows every step it will take.
  const last =
    batch &&
    messagesOf(batch, Infinity)
      .find(({ messageId }) => messageId === miss.messageId)
      ?.steps.at(-1)
  if (batch === undefined || last === undefined) return `The message to ${miss.to} stays ${miss.status}.`
  return `The message to ${miss.to} ends as ${last.status}${last.errorCode === undefined ? '' : ` (${last.errorCode})`} at +${formatDuration(last.at - batch.at)}.`
}
