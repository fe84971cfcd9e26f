import { foreignParameters } from '../../../contracts/sending/constraints.ts'
import { channelOf, isFreeForm, personsOf, type SendInput } from '../../../contracts/sending/send-input.ts'
import type { Context } from '../../call/context.ts'
import { peopleAnswer } from '../../schedule/people-answer.ts'
import { acceptBatch } from '../../schedule/messages-move-on.ts'
import { foreseenFailures, settleFates } from '../../messages/settle-fates.ts'
import type { Batch, Fallback, Terms } from '../../world/batches.ts'
import type { Template } from '../../world/directory.ts'
import { findTemplate, spaceOf } from './sending-rules.ts'

/** What one operation that sends knows better than the other. */
interface Particulars extends Pick<Terms, 'operation' | 'content'>, Pick<Batch, 'senderList'> {
  /** The id the batch is found under; asked again until it gives one that is free. */
  identify(batch: Pick<Batch, 'at' | 'chance'>): string
}

/** Takes an accepted send into the world as one batch. */
export function acceptSend(
  input: SendInput,
  context: Context,
  { operation, content, senderList, identify }: Particulars,
): Batch {
  const { caller, world, requestId } = context
  const channel = channelOf(input)
  for (const name of foreignParameters(input))
    context.remark(`${name} has no meaning on channel ${channel} and was ignored`)
  const template = isFreeForm(input) ? undefined : findTemplate(input, context)
  const recipients = personsOf(input)
  const draw = () => ({ at: world.clock.now(), chance: Math.floor(world.random.next() * 0x1_0000_0000) | 0 })
  let drawn = draw()
  let groupMessageId = identify(drawn)
  while (world.batches.has(groupMessageId)) groupMessageId = identify((drawn = draw()))
  const batch: Batch = {
    groupMessageId,
    at: drawn.at,
    requestId,
    taskId: input.TaskId || undefined,
    terms: shared(
      {
        operation,
        accountUid: caller.account.uid,
        spaceId: spaceOf(input, context)?.id ?? '',
        channel,
        from: input.From,
        templateCode: template?.code ?? input.TemplateCode ?? '',
        templateName: template?.name ?? input.TemplateName ?? '',
        language: input.Language ?? '',
        template,
        content,
        plan: world.plan,
        ttl: ttlOf(input, channel, template),
        fallback: fallbackOf(input),
      },
      world.batches.latest?.terms,
    ),
    count: recipients.length,
    chance: drawn.chance,
    fates: settleFates(
      { channel, from: input.From, template, freeForm: isFreeForm(input), content, recipients },
      world,
    ),
    senderList,
  }
  for (const failure of foreseenFailures(batch.fates, batch.count)) context.remark(failure)
  acceptBatch(batch, world)
  peopleAnswer(batch, world)
  return batch
}

/** Milliseconds a message may wait: Ttl on viber, else what the template says. */
function ttlOf({ Ttl }: SendInput, channel: string, template: Template | undefined): number | undefined {
  const seconds = channel === 'viber' ? Ttl : template?.ttlSeconds
  return seconds === undefined ? undefined : seconds * 1000
}

/** Without a policy and without a text there is nothing to fall back to. */
function fallbackOf({
  FallBackId,
  FallBackContent,
  FallBackDuration,
  FallBackRule,
}: SendInput): Fallback | undefined {
  if (!FallBackId && !FallBackContent) return undefined
  return {
    id: FallBackId || undefined,
    content: FallBackContent || undefined,
    after: FallBackDuration === undefined ? undefined : FallBackDuration * 1000,
    ofInvalid: FallBackRule === 'sentFailed',
  }
}

/** The terms of the send before, where these are the same: a million sends that say the same keep them once. */
function shared(terms: Terms, before: Terms | undefined): Terms {
  if (before === undefined) return terms
  for (const name in terms) if (terms[name as keyof Terms] !== before[name as keyof Terms]) return terms
  return before
}
