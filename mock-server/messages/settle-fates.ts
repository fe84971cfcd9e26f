import { deliveryErrors } from '../../contracts/errors/delivery-errors.ts'
import { usesPhoneNumbers } from '../../contracts/sending/send-input.ts'
import type { Content, Fate, Fates, Recipient } from '../world/batches.ts'
import { conversationKey, windowIsOpen } from '../world/conversations.ts'
import type { Template } from '../world/directory.ts'
import type { World } from '../world/world.ts'
import { contentFault } from './content-limits.ts'
import { blockOf } from './sender-state.ts'
import type { TemplateFault } from './template-fault.ts'
import { actionsCheck, paramsCheck } from './template-faults.ts'
import { fateOfTestRecipient } from './test-recipients.ts'

/** What a send says, as far as it decides what becomes of its messages. */
export interface Sending {
  readonly channel: string
  readonly from: string
  /** Undefined for a template that is not there; irrelevant for free-form messages. */
  readonly template: Template | undefined
  readonly freeForm: boolean
  /** Of a free-form message: what it says. */
  readonly content?: Content | undefined
  readonly recipients: readonly Recipient[]
}

/** Channels on which free-form messages need the 24-hour window. */
const windowed = new Set(['whatsapp', 'messenger', 'instagram'])
/** Whether a free-form message on the channel needs a message of the person first. */
export const needsWindow = (channel: string): boolean => windowed.has(channel)

const fails = (code: string, when: 'validation' | 'send' | 'delivery', reason?: string): Fate => ({
  outcome: 'fails',
  code,
  when,
  ...(reason === undefined ? {} : { reason }),
})
const digits = /^[0-9]+$/

/** Settles what can be known about messages when they are accepted; undefined when plan and chance decide about all of them. */
export function settleFates(sending: Sending, world: World): Fates | undefined {
  const list: Fate[] = []
  let places: Map<string, number> | undefined
  let of: Uint8Array | undefined
  const fateOf = fateChecks(sending, world)
  sending.recipients.forEach((recipient, index) => {
    const fate = fateOf(recipient)
    if (fate === undefined) return
    const key = fate.outcome === 'fails' ? `${fate.code} ${fate.when}` : fate.outcome
    places ??= new Map()
    if (!places.has(key)) places.set(key, list.push(fate))
    of ??= new Uint8Array(sending.recipients.length)
    of[index] = places.get(key) as number
  })
  return of && { list, of }
}

/** How many messages of a send will fail, for each code: what its log says. */
export function* foreseenFailures(fates: Fates | undefined, count: number): IterableIterator<string> {
  for (const [place, fate] of fates?.list.entries() ?? []) {
    if (fate.outcome !== 'fails') continue
    let failing = 0
    for (const each of fates?.of ?? []) if (each === place + 1) failing++
    const title = deliveryErrors.get(fate.code)?.title
    yield `${failing} of ${count} will fail ${fate.code}: ${fate.reason ?? title ?? 'as was settled for the recipient'}`
  }
}

/** The order of these lines is the order in which a reason counts. */
function fateChecks(
  { channel, from, template, freeForm, content, recipients }: Sending,
  world: World,
): (recipient: Recipient) => Fate | undefined {
  const { assumptions, conversations } = world
  // Otherwise the call was refused for it.
  const mayBeMalformed = usesPhoneNumbers(channel) && assumptions.malformedTo === 'fail-message'
  const whole = freeForm ? contentFate(channel, content) : templateFate(template)
  const block = blockOf(world, channel, from)
  const params = paramsCheck(template)
  const actions =
    channel === 'whatsapp' && assumptions.templateActions === 'fail-message'
      ? actionsCheck(template)
      : undefined
  const phones = usesPhoneNumbers(channel)
  const isMarketing = template?.category === 'MARKETING'
  const mayBeClosed = freeForm && needsWindow(channel) && recipients.length > 0

  return (recipient) => {
    const { To } = recipient
    if (block !== undefined && !(block.answersOnly && freeForm && windowIsOpen(world, channel, from, To)))
      return fails(block.code, 'validation', block.reason)
    if (whole !== undefined) return whole
    if (!freeForm) {
      const fault = params(recipient) ?? actions?.(recipient)
      if (fault !== undefined) return fails(fault.code, 'validation', sentenceOf(fault))
    }
    if (mayBeMalformed && !digits.test(To)) return fails('131026', 'send')
    if (phones && !isInternational(To))
      return fails(
        '131026',
        'send',
        `${To} is no international number; expected at most 15 digits, the first not 0`,
      )
    if (To === from) return fails(assumptions.ownNumber, 'send')
    if (mayBeClosed && !windowIsOpen(world, channel, from, To)) return fails('131047', 'send')
    if (isMarketing && conversations.get(conversationKey(channel, from, To))?.optedOut)
      return fails('131050', 'delivery')
    return fateOfTestRecipient(To)
  }
}

/** Whether digits can be a number with its country code. Source: ITU-T E.164. */
const isInternational = (digits: string): boolean => digits.length <= 15 && !digits.startsWith('0')

function contentFate(channel: string, content: Content | undefined): Fate | undefined {
  const fault = content && contentFault(channel, content)
  return fault && fails(fault.code, 'validation', sentenceOf(fault))
}

const sentenceOf = ({ reason, given, expected }: TemplateFault): string =>
  reason ?? `${given.slice(0, 200)}; expected ${expected}`

/** A template that got past the rules though it cannot be sent: FallBackRule allows that. */
function templateFate(template: Template | undefined): Fate | undefined {
  if (template === undefined) return fails('132001', 'validation')
  switch (template.auditStatus) {
    case 'pass':
      return undefined
    case 'paused':
      return fails('132015', 'validation', `the template ${template.name} is paused`)
    case 'disabled':
      return fails('132016', 'validation', `the template ${template.name} is disabled`)
    default:
      return fails('132001', 'validation')
  }
}
