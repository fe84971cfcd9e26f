import { codesIn, linksIn } from './codes-and-links.ts'
import { previewOf } from './preview-message.ts'
import { fateOf, recipientsOf, type Batch, type Fate, type Recipient } from '../world/batches.ts'
import type { DeliveryPlan } from '../world/delivery-plan.ts'
import { renderContent, renderTemplate, textOf } from './render-message.ts'
import type { Rendering } from '../world/message.ts'
import type { Message, Step } from '../world/message.ts'

/** The whole life of one message, earliest step first. It follows from plan, chance and what was settled at acceptance, so nothing needs to be stored. */
export function stepsOf(batch: Batch, index: number): Step[] {
  const {
    at,
    terms: { ttl },
  } = batch
  const fate = fateOf(batch, index)
  const steps = fate === undefined ? plannedSteps(batch, index) : settledSteps(fate, batch, index)
  return ttl === undefined ? steps : expire(steps, at + ttl)
}

function plannedSteps({ at, chance, terms: { plan } }: Batch, index: number): Step[] {
  const draw = drawsOf(chance, index)
  const sentAt = at + within(plan.sent, draw)
  const next = sentAt + within(plan.delivered, draw)
  const sent: Step = { status: 'Sent', at: sentAt }
  if (draw() < plan.failProbability) return [sent, { status: 'Failed', at: next, errorCode: plan.failCode }]
  const delivered: Step = { status: 'Delivered', at: next }
  if (draw() >= plan.readProbability) return [sent, delivered]
  return [sent, delivered, { status: 'Read', at: next + within(plan.read, draw) }]
}

/** Milliseconds from one delivery report to its repetition. */
const repeatedAfter = 1000

function settledSteps(fate: Fate, { at, chance, terms: { plan } }: Batch, index: number): Step[] {
  const draw = drawsOf(chance, index)
  const sentAt = at + within(plan.sent, draw)
  const next = sentAt + within(plan.delivered, draw)
  const sent: Step = { status: 'Sent', at: sentAt }
  if (fate.outcome === 'fails')
    return fate.when === 'delivery'
      ? [sent, { status: 'Failed', at: next, errorCode: fate.code }]
      : [{ status: 'Failed', at: sentAt, errorCode: fate.code }]
  if (fate.outcome === 'stays-sent') return [sent]
  const delivered: Step = { status: 'Delivered', at: next }
  if (fate.outcome === 'stays-delivered') return [sent, delivered]
  if (fate.outcome === 'read-at-once') return [sent, delivered, { status: 'Read', at: next }]
  const read: Step = { status: 'Read', at: next + within(plan.read, draw) }
  if (fate.outcome !== 'delivered-twice') return [sent, delivered, read]
  const again: Step = { status: 'Delivered', at: next + repeatedAfter }
  return [sent, delivered, again, { ...read, at: Math.max(read.at, again.at) }]
}

/** A message that was not delivered in time fails then, whatever would have become of it. */
function expire(steps: Step[], deadline: number): Step[] {
  const settled = steps.find(({ status }) => status === 'Delivered' || status === 'Failed')
  if (settled !== undefined && settled.at <= deadline) return steps
  return [
    ...steps.filter(({ at, status }) => at < deadline && status === 'Sent'),
    { status: 'Failed', at: deadline, errorCode: 'timeout' },
  ]
}

/** When the SMS is sent instead of a message; undefined if it is not. The message itself lives on. */
export function fallsBackAt(batch: Batch, index: number, steps: readonly Step[]): number | undefined {
  const {
    at,
    terms: { fallback },
  } = batch
  if (fallback === undefined) return undefined
  const settled = steps.find(({ status }) => status === 'Delivered' || status === 'Failed')
  const fate = fateOf(batch, index)
  const invalid = fate?.outcome === 'fails' && fate.when === 'validation'
  if (invalid && !fallback.ofInvalid) return undefined
  const failedAt = settled?.status === 'Failed' ? settled.at : Infinity
  const late =
    fallback.after === undefined || (settled?.at ?? Infinity) <= at + fallback.after
      ? Infinity
      : at + fallback.after
  const first = Math.min(failedAt, late)
  return first === Infinity ? undefined : first
}

/** Every moment at which one message changes: its steps and its fallback. */
export function momentsOf(batch: Batch, index: number): number[] {
  const steps = stepsOf(batch, index)
  const moments = steps.map(({ at }) => at)
  const fallsBack = fallsBackAt(batch, index, steps)
  return fallsBack === undefined ? moments : [...moments, fallsBack]
}

/** The first time after `after` at which a message of the batch changes; undefined when all have come to an end. */
export function nextChange(batch: Batch, after: number): number | undefined {
  let earliest = Infinity
  for (let index = 0; index < batch.count; index++) {
    for (const at of momentsOf(batch, index)) if (at > after && at < earliest) earliest = at
  }
  return earliest === Infinity ? undefined : earliest
}

/** A time before which no message of the batch changes. */
export const noChangeBefore = ({ at, terms: { plan, ttl = Infinity, fallback } }: Batch): number =>
  at + Math.min(plan.sent[0], ttl, fallback?.after ?? Infinity)

/** The message to one recipient, as seen at a moment. */
export function messageOf(batch: Batch, index: number, recipient: Recipient, moment: number): Message {
  const life = stepsOf(batch, index)
  const steps = life.filter(({ at }) => at <= moment)
  const last = steps.at(-1)
  const smsAt = fallsBackAt(batch, index, life)
  const { groupMessageId, requestId, taskId, at, terms } = batch
  const {
    operation,
    accountUid,
    spaceId,
    channel,
    from,
    templateCode,
    templateName,
    language,
    template,
    content,
    fallback,
  } = terms
  const templateParams = recipient.TemplateParams ?? {}
  // Rendered when somebody looks: most questions about messages are about their state.
  const render = (): Rendering =>
    content === undefined ? renderTemplate(template, templateParams) : renderContent(content)
  return {
    messageId: messageIdOf(batch, index),
    groupMessageId,
    operation,
    requestId,
    taskId,
    accountUid,
    spaceId,
    channel,
    from,
    to: recipient.To,
    type: content === undefined ? 'template' : 'message',
    messageType: content?.type,
    templateCode,
    templateName,
    language,
    templateParams,
    acceptedAt: at,
    status: last?.status ?? 'Accepted',
    errorCode: last?.errorCode,
    willFail: last === undefined ? failsAsSent(batch, index) : undefined,
    steps,
    fallback:
      smsAt === undefined || smsAt > moment
        ? undefined
        : { at: smsAt, id: fallback?.id, content: fallback?.content },
    get text() {
      return textOf(render())
    },
    get parts() {
      return render()
    },
    get codes() {
      return codesIn(previewOf(batch, recipient), codeOf(batch, recipient))
    },
    get links() {
      return linksIn(previewOf(batch, recipient))
    },
  }
}

/** The code an authentication template was given. */
const codeOf = ({ terms: { template } }: Batch, { TemplateParams = {} }: Recipient): string | undefined =>
  template?.category === 'AUTHENTICATION'
    ? (TemplateParams['code'] ?? Object.values(TemplateParams)[0])
    : undefined

/** The code with which a message fails because of what was sent; undefined when nothing is wrong with that. */
function failsAsSent(batch: Batch, index: number): string | undefined {
  const fate = fateOf(batch, index)
  return fate?.outcome === 'fails' && fate.when === 'validation' ? fate.code : undefined
}

/** All messages of a batch at a moment, in the order of the call. */
export const messagesOf = (batch: Batch, moment: number): Message[] =>
  recipientsOf(batch).map((recipient, index) => messageOf(batch, index, recipient, moment))

/** A time by which every message of a batch that plan and chance alone decide about has been read, or never will be. */
export const latestSettling = ({
  at,
  terms: {
    plan: { sent, delivered, read },
  },
}: Batch): number => at + sent[1] + delivered[1] + read[1]

/** Id of a message: yyyyMM and 18 digits, the shape of the published samples. */
export const messageIdOf = (batch: Pick<Batch, 'at' | 'chance'>, index: number): string =>
  messageIdsOf(batch)(index)

/** The ids of the messages of a batch, for those who look at many of them. */
export function messageIdsOf({ at, chance }: Pick<Batch, 'at' | 'chance'>): (index: number) => string {
  const month = monthOf(at)
  return (index) => {
    // Two draws from unrelated states: one 32-bit state alone would repeat itself among a million messages.
    const first = drawsOf(chance ^ 0x5bd1e995, index)
    const second = drawsOf((Math.imul(chance, 0x85ebca6b) + index) ^ (at | 0), 0)
    return `${month}${nineDigits(first)}${nineDigits(second)}`
  }
}

function monthOf(at: number): string {
  const date = new Date(at)
  return String(date.getUTCFullYear() * 100 + date.getUTCMonth() + 1)
}

const nineDigits = (draw: () => number): string => String(1e9 + Math.floor(draw() * 1e9)).slice(1)

const within = ([least, most]: DeliveryPlan['sent'], draw: () => number): number =>
  least + Math.floor(draw() * (most - least + 1))

/** A short sequence of numbers from 0 to 1 for one recipient of one batch: splitmix32. */
function drawsOf(chance: number, index: number): () => number {
  let state = (chance ^ Math.imul(index + 1, 0x9e3779b1)) | 0
  return () => {
    state = (state + 0x9e3779b9) | 0
    let word = state ^ (state >>> 16)
    word = Math.imul(word, 0x21f0aaad)
    word ^= word >>> 15
    word = Math.imul(word, 0x735a2d97)
    return ((word ^ (word >>> 15)) >>> 0) / 0x1_0000_0000
  }
}
