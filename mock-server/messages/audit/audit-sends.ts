import { readText } from '../../world/stores/stored-text.ts'
import type { Exchange } from '../../../contracts/exchange.ts'
import { recipientsOf, type Batch } from '../../world/batches.ts'
import type { World } from '../../world/world.ts'
import { createNumbering, sortedOnce, type Numbering } from './numbering.ts'

/** The sends that are looked at together: all of a TaskId, or all that say what one batch says. */
export type AuditScope = { readonly task: string } | { readonly group: string }

/** One call of the scope. */
export interface AuditedCall {
  readonly requestId: string
  readonly at: number
  /** Undefined when it was not carried out. */
  readonly groupMessageId: string | undefined
  readonly code: string
  readonly recipients: number
  /** How many of them had been accepted before, in this call or an earlier one: the duplicates it caused. */
  readonly repeats: number
  readonly faults: readonly string[]
}

/** What became of one recipient. */
export interface AuditedRecipient {
  readonly to: string
  /** How many messages to it were accepted. */
  readonly accepted: number
  /** The calls that named it, oldest first, and whether each was carried out: the second that was is the one that caused a duplicate. */
  readonly calls: readonly { readonly requestId: string; readonly accepted: boolean }[]
}

export interface Audit {
  /** Recipients by how many messages to them were accepted: none, one, more. */
  readonly none: number
  readonly once: number
  readonly more: number
  /** Messages beyond the first to each recipient. */
  readonly duplicates: number
  readonly calls: readonly AuditedCall[]
  /** Recipients with none or more than one, or all of them, from a place on. */
  list(
    which: 'none' | 'more' | 'not-once' | 'all',
    from: number,
    most: number,
  ): { readonly recipients: AuditedRecipient[]; readonly next: number | undefined }
}

/** Counts for each recipient how many messages were accepted. Recipients are numbers in typed arrays, read from one batch at a time. */
export function auditSends(world: World, scope: AuditScope): Audit | undefined {
  const batches = [...world.batches.values()].filter(fitsBatch(world, scope))
  const carriedOut = new Set(batches.map(({ requestId }) => requestId))
  const lost = [...world.journal.newest()]
    .map(({ exchange }) => exchange)
    .reverse()
    .filter(
      (exchange) =>
        !carriedOut.has(exchange.requestId) &&
        exchange.push === undefined &&
        fitsExchange(world, scope)(exchange),
    )
  if (batches.length + lost.length === 0) return undefined

  const numbering = createNumbering()
  const accepted = sortedOnce(
    batches.reduce((sum, { count }) => sum + count, 0),
    function* () {
      for (const batch of batches) for (const { To } of recipientsOf(batch)) yield numbering.keyOf(To)
    },
  )
  const counts = new Uint32Array(accepted.length)
  const calls = batches.map((batch): AuditedCall => ({
    ...callOf(world, batch),
    recipients: batch.count,
    repeats: count(
      recipientsOf(batch).map(({ To }) => To),
      numbering,
      accepted,
      counts,
    ),
  }))
  for (const exchange of lost)
    calls.push({
      requestId: exchange.requestId,
      at: exchange.at,
      groupMessageId: undefined,
      code: exchange.code,
      recipients: namedIn(exchange).length,
      repeats: 0,
      faults: exchange.faults,
    })
  const none = sortedOnce(
    lost.reduce((sum, exchange) => sum + namedIn(exchange).length, 0),
    function* () {
      for (const exchange of lost)
        for (const to of namedIn(exchange))
          if (placeOf(accepted, numbering.keyOf(to)) < 0) yield numbering.keyOf(to)
    },
  )
  const more = counts.reduce((sum, times) => sum + (times > 1 ? 1 : 0), 0)

  return {
    none: none.length,
    once: accepted.length - more,
    more,
    duplicates: counts.reduce((sum, times) => sum + times, 0) - accepted.length,
    calls: calls.sort((a, b) => a.at - b.at),
    list(which, from, most) {
      const places: number[] = []
      let index = 0
      let next: number | undefined
      // Those without a message first; a place below the number of those is one of them.
      for (let place = 0; place < none.length + accepted.length; place++) {
        const times = place < none.length ? 0 : (counts[place - none.length] as number)
        if (
          which !== 'all' &&
          (times === 1 || (which === 'none' && times !== 0) || (which === 'more' && times === 0))
        )
          continue
        if (index++ < from) continue
        if (places.length === most) {
          next = index - 1
          break
        }
        places.push(place)
      }
      const keys = places.map(
        (place) => (place < none.length ? none[place] : accepted[place - none.length]) as number,
      )
      const named = new Map<number, { requestId: string; accepted: boolean; at: number }[]>(
        keys.map((key) => [key, []]),
      )
      for (const batch of batches)
        for (const { To } of recipientsOf(batch))
          named.get(numbering.keyOf(To))?.push({ requestId: batch.requestId, accepted: true, at: batch.at })
      for (const exchange of lost)
        for (const to of namedIn(exchange))
          named
            .get(numbering.keyOf(to))
            ?.push({ requestId: exchange.requestId, accepted: false, at: exchange.at })
      const recipients = keys.map((key): AuditedRecipient => {
        const of = (named.get(key) ?? []).sort((a, b) => a.at - b.at)
        return {
          to: numbering.nameOf(key),
          accepted: of.filter((call) => call.accepted).length,
          calls: of.map(({ requestId, accepted: taken }) => ({ requestId, accepted: taken })),
        }
      })
      return { recipients, next }
    },
  }
}

/** Counts the recipients of one call; returns how many of them were there before. */
function count(
  names: readonly string[],
  numbering: Numbering,
  accepted: Float64Array,
  counts: Uint32Array,
): number {
  let repeats = 0
  for (const to of names) {
    const place = placeOf(accepted, numbering.keyOf(to))
    if ((counts[place] as number) > 0) repeats++
    counts[place] = (counts[place] as number) + 1
  }
  return repeats
}

function callOf(
  { journal }: World,
  { requestId, at, groupMessageId }: Batch,
): Pick<AuditedCall, 'requestId' | 'at' | 'groupMessageId' | 'code' | 'faults'> {
  // The journal may have forgotten the call; its batch stays.
  const exchange = journal.find(requestId)
  return { requestId, at, groupMessageId, code: exchange?.code ?? 'OK', faults: exchange?.faults ?? [] }
}

function fitsBatch({ batches }: World, scope: AuditScope): (batch: Batch) => boolean {
  if ('task' in scope) return ({ taskId }) => taskId === scope.task
  const model = batches.get(scope.group)
  if (model === undefined) return () => false
  const {
    terms: { from, templateCode, templateName, content },
  } = model
  const list = readText(model.senderList)
  return ({ senderList, terms }) =>
    readText(senderList) === list &&
    terms.from === from &&
    terms.templateCode === templateCode &&
    terms.templateName === templateName &&
    terms.content?.json === content?.json
}

function fitsExchange({ batches }: World, scope: AuditScope): (exchange: Exchange) => boolean {
  const sends = ({ operation }: Exchange): boolean =>
    operation === 'SendChatappMassMessage' || operation === 'SendChatappMessage'
  if ('task' in scope) return (exchange) => sends(exchange) && exchange.input['TaskId'] === scope.task
  const model = batches.get(scope.group)
  if (model === undefined) return () => false
  const {
    terms: { operation, from, templateCode, templateName },
  } = model
  const list = readText(model.senderList)
  return ({ operation: called, input }) =>
    called === operation &&
    input['From'] === from &&
    input['SenderList'] === list &&
    (input['TemplateCode'] ?? input['TemplateName']) === (templateCode || templateName)
}

/** The recipients a call named, as far as it can be read. */
function namedIn({ input }: Exchange): string[] {
  const list = input['SenderList']
  if (list === undefined)
    return Object.entries(input).flatMap(([name, value]) =>
      /^(SenderList\.\d+\.)?To$/.test(name) ? [value] : [],
    )
  try {
    const entries = JSON.parse(list) as unknown
    return Array.isArray(entries)
      ? entries.flatMap((entry: { To?: unknown } | null) => (typeof entry?.To === 'string' ? [entry.To] : []))
      : []
  } catch {
    return []
  }
}

/** Place of a key in a sorted list; negative when it is not there. */
function placeOf(sorted: Float64Array, key: number): number {
  let low = 0
  let high = sorted.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const found = sorted[middle] as number
    if (found === key) return middle
    if (found < key) low = middle + 1
    else high = middle - 1
  }
  return -1
}
