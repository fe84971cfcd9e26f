import { deliveryErrors } from '../../contracts/errors/delivery-errors.ts'
import { usesPhoneNumbers } from '../../contracts/sending/send-input.ts'
import type { Fate, Fates, Recipient } from '../world/batches.ts'
import { conversationKey, windowIsOpen } from '../world/conversations.ts'
import type { Template } from '../world/directory.ts'
import type { World } from '../world/world.ts'
import { actionsCheck, paramsCheck } from './template-faults.ts'
import { fateOfTestRecipient } from './test-recipients.ts'

/** What a send says, as far as it decides what becomes of its messages. */
export interface Sending {
  readonly channel: string
  readonly from: string
  /** Undefined for a template that is not there; irrelevant for free-form messages. */
  readonly template: Template | undefined
  readonly freeForm: boolean
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
  { channel, from, template, freeForm, recipients }: Sending,
  world: World,
): (recipient: Recipient) => Fate | undefined {
  const { assumptions, conversations } = world
  // Otherwise the call was refused for it.
  const mayBeMalformed = usesPhoneNumbers(channel) && assumptions.malformedTo === 'fail-message'
  const whole = freeForm ? undefined : templateFate(template)
  const params = paramsCheck(template)
  const actions =
    channel === 'whatsapp' && assumptions.templateActions === 'fail-message'
      ? actionsCheck(template)
      : undefined
  const isMarketing = template?.category === 'MARKETING'
  const mayBeClosed = freeForm && needsWindow(channel) && recipients.length > 0

  return (recipient) => {
    const { To } = recipient
    if (whole !== undefined) return whole
    if (!freeForm) {
      const fault = params(recipient) ?? actions?.(recipient)
      if (fault !== undefined)
        return fails(fault.code, 'validation', `${fault.given}; expected ${fault.expected}`)
    }
    if (mayBeMalformed && !digits.test(To)) return fails('131026', 'send')
    if (To === from) return fails(assumptions.ownNumber, 'send')
    if (mayBeClosed && !windowIsOpen(world, channel, from, To)) return fails('131047', 'send')
    if (isMarketing && conversations.get(conversationKey(channel, from, To))?.optedOut)
      return fails('131050', 'delivery')
    return fateOfTestRecipient(To)
  }
}

/** A template that got past the rules though it cannot be sent: FallBackRule sentFailed allows that. */
function templateFate(template: Template | undefined): Fate | undefined {
  if (template === undefined) return fails('132001', 'validation')
  switch (template.auditStatus) {
    case 'pass':
      return undefined
    case 'paused':
      return fails('132015', 'validation')
    case 'disabled':
      return fails('132016', 'validation')
    default:
      return fails('132001', 'validation')
  }
}
