import { nearest } from '../../../contracts/nearest.ts'
import { ApiError } from '../../../contracts/errors/api-error.ts'
import { chosenBy } from '../../../contracts/evidence/assumptions.ts'
import { assumed, documented } from '../../../contracts/evidence/evidence.ts'
import { defineRule } from '../../../contracts/evidence/rule.ts'
import {
  channelOf,
  fallsBackInstead,
  isFreeForm,
  parameterOf,
  personsOf,
  placeOf,
  type SendInput,
} from '../../../contracts/sending/send-input.ts'
import type { Context } from '../../call/context.ts'
import { blockOf } from '../../messages/sender-state.ts'
import { paramsCheck } from '../../messages/template-faults.ts'
import { adoptSender, adoptTemplate } from '../adopt.ts'
import { codeKey, nameKey, senderKey, type Space, type Template } from '../../world/directory.ts'
import { spaceIsOwn } from './space-rules.ts'

export const smsFallbackIsEnabled = defineRule(
  {
    id: 'send.sms-fallback-is-enabled',
    summary: 'FallBackId and FallBackContent need an account with SMS fallback.',
    evidence: documented('Chat App error codes'),
  },
  ({ FallBackId, FallBackContent }: SendInput, { caller: { account } }: Context) => {
    if ((FallBackId || FallBackContent) && !account.smsFallback) {
      throw new ApiError('InvalidParameter.SendSmsNotSupport', {
        parameter: FallBackId ? 'FallBackId' : 'FallBackContent',
        given: FallBackId || FallBackContent,
        expected: 'an account with SMS fallback, or no FallBack parameters',
      })
    }
  },
)

export const spaceBelongsToCaller = defineRule(
  {
    id: 'send.space-belongs-to-caller',
    summary: 'CustSpaceId, when given, is a space of the calling account.',
    evidence: documented('Unknown.ResourceOwnerId in the error table of the operation'),
  },
  ({ CustSpaceId }: SendInput, context: Context) => {
    if (CustSpaceId) spaceIsOwn(CustSpaceId, context)
  },
)

export const spaceHasWaba = defineRule(
  {
    id: 'send.space-has-waba',
    summary: 'A WhatsApp send needs a space with a WhatsApp Business Account.',
    evidence: documented(
      'ERR-OPERATION-MAAP-0060 in the public error codes; that sends answer it is inferred',
    ),
  },
  (input: SendInput, context: Context) => {
    const space = givenSpace(input, context)
    if (channelOf(input) === 'whatsapp' && space !== undefined && space.wabaId === undefined) {
      throw new ApiError('ERR-OPERATION-MAAP-0060', {
        parameter: 'CustSpaceId',
        given: space.id,
        expected: 'a space with a WABA',
        evidence: assumed(
          'ERR-OPERATION-MAAP-0060 stands in the public error codes; that sends answer it is inferred',
        ),
      })
    }
  },
)

export const senderIsRegistered = defineRule(
  {
    id: 'send.sender-is-registered',
    summary: 'From is bound to the space, or to any space of the account when none is named.',
    evidence: documented(
      'ERR-OPERATION-MAAP-0065 and Unknown.ResourceOwnerId; that sends answer them is inferred',
    ),
  },
  (input: SendInput, context: Context) => {
    const { caller, world, assumptions } = context
    const channel = channelOf(input)
    const sender = world.directory.senders.get(senderKey(channel, input.From))
    if (
      sender === undefined &&
      world.options.lenient &&
      adoptSender(input.From, channel, givenSpace(input, context), context)
    )
      return
    if (sender !== undefined && sender.space.account.uid !== caller.account.uid) {
      throw new ApiError('Unknown.ResourceOwnerId', {
        parameter: 'From',
        given: input.From,
        expected: `a ${channel} sender of account ${caller.account.uid}`,
        evidence: assumed(
          'Unknown.ResourceOwnerId is documented for spaces; that a number of another account answers it is inferred',
        ),
      })
    }
    if (sender === undefined || (input.CustSpaceId && sender.space.id !== input.CustSpaceId)) {
      throw new ApiError(assumptions.unknownSender, {
        parameter: 'From',
        given: input.From,
        expected: `a ${channel} sender of ${input.CustSpaceId || `account ${caller.account.uid}`}${sendersOf(input, context)}`,
        evidence: chosenBy('unknownSender', assumptions.unknownSender),
      })
    }
  },
)

/** Most senders that are listed. */
const listedSenders = 5

/** The registered senders of the channel, nearest first, as an ending of a sentence. */
function sendersOf(input: SendInput, { caller, world }: Context): string {
  const channel = channelOf(input)
  const ids = [...world.directory.senders.values()]
    .filter(
      (each) =>
        each.channel === channel &&
        each.space.account.uid === caller.account.uid &&
        (!input.CustSpaceId || each.space.id === input.CustSpaceId),
    )
    .map(({ id }) => id)
  if (ids.length === 0) return '; none is registered'
  const close = nearest(input.From, ids)
  const listed = [...new Set([...(close === undefined ? [] : [close]), ...ids])]
  const more = listed.length > listedSenders ? ` and ${listed.length - listedSenders} more` : ''
  return `, such as ${listed.slice(0, listedSenders).join(', ')}${more}`
}

export const templateExists = defineRule(
  {
    id: 'send.template-exists',
    summary: 'The template exists in the space, in the language, for the channel.',
    evidence: assumed('no source names the code of a send with an unknown template'),
  },
  (input: SendInput, context: Context) => {
    if (isFreeForm(input) || fallsBackInstead(input, context.assumptions)) return
    const template = findTemplate(input, context)
    if (template === undefined && isOfAnotherAccount(input.TemplateCode, context)) {
      throw new ApiError('Unknown.ResourceOwnerId', {
        parameter: 'TemplateCode',
        given: input.TemplateCode,
        expected: nearTemplates(input, context),
        evidence: assumed(
          'Unknown.ResourceOwnerId is documented for spaces; that a template of another account answers it is inferred',
        ),
      })
    }
    if (template === undefined && context.world.options.lenient)
      return adoptTemplate({ ...input, Language: input.Language ?? '' }, spaceOf(input, context), context)
    if (template === undefined || (template.type === 'VIBER') !== (channelOf(input) === 'viber')) {
      const name = input.TemplateCode || input.TemplateName
      throw new ApiError(context.assumptions.unknownTemplate, {
        parameter: 'TemplateCode',
        given: `${name} in ${input.Language}`,
        expected: nearTemplates(input, context),
        evidence: chosenBy('unknownTemplate', context.assumptions.unknownTemplate),
      })
    }
  },
)

export const templateIsApproved = defineRule(
  {
    id: 'send.template-is-approved',
    summary:
      'Only a template in state pass can be sent, and only while its AllowSend is not false; one that was paused or disabled is accepted and its messages fail, or it is refused by option.',
    evidence: documented(
      'preconditions of the operation: an approved template; FallBackRule: whether it is banned is not verified; the code is an assumption',
    ),
  },
  (input: SendInput, context: Context) => {
    if (isFreeForm(input) || fallsBackInstead(input, context.assumptions)) return
    const template = findTemplate(input, context)
    if (
      template !== undefined &&
      context.assumptions.bannedTemplateOrNumber === 'fail-message' &&
      isBanned(template)
    )
      return
    if (template !== undefined && (template.auditStatus !== 'pass' || !template.allowSend)) {
      const state =
        template.auditStatus === 'pass' ? 'stopped with AllowSend false' : `in state ${template.auditStatus}`
      throw new ApiError(context.assumptions.unapprovedTemplate, {
        parameter: 'TemplateCode',
        given: `${template.name} is ${state}`,
        expected: 'a template in state pass that may be sent',
        evidence: chosenBy('unapprovedTemplate', context.assumptions.unapprovedTemplate),
      })
    }
  },
)

/** Whether a template that was approved is paused or disabled by WhatsApp. */
const isBanned = ({ auditStatus, allowSend }: Template): boolean =>
  allowSend && (auditStatus === 'paused' || auditStatus === 'disabled')

export const senderIsNotBlocked = defineRule(
  {
    id: 'send.sender-is-not-blocked',
    summary:
      'A number that is banned, restricted or not registered, or whose WABA is rejected or disabled, makes the messages fail, or refuses the call by option.',
    evidence: documented(
      'FallBackRule, SendChatappMassMessage: under undelivered whether the number is banned is not verified',
    ),
  },
  (input: SendInput, { world, assumptions }: Context) => {
    if (assumptions.bannedTemplateOrNumber === 'fail-message') return
    const block = blockOf(world, channelOf(input), input.From)
    if (block !== undefined)
      throw new ApiError(assumptions.unknownSender, {
        parameter: 'From',
        given: block.reason,
        expected: 'a number that may send',
        evidence: chosenBy('bannedTemplateOrNumber', assumptions.bannedTemplateOrNumber),
      })
  },
)

export const templateParamsFit = defineRule(
  {
    id: 'send.template-params-fit',
    summary:
      'TemplateParams that do not fit the template make the message fail later, or refuse the call by option.',
    evidence: assumed(
      'the text on FallBackRule argues for a refusal, the delivery codes for a later failure',
    ),
  },
  (input: SendInput, context: Context) => {
    if (
      context.assumptions.templateParams === 'fail-message' ||
      isFreeForm(input) ||
      fallsBackInstead(input, context.assumptions)
    )
      return
    const check = paramsCheck(findTemplate(input, context))
    for (const [index, person] of personsOf(input).entries()) {
      const fault = check(person)
      if (fault !== undefined)
        throw new ApiError('TemplateParamInvalid', {
          parameter: parameterOf(input, 'TemplateParams'),
          given: `${placeOf(input, index, fault.given)}`,
          expected: fault.expected,
        })
    }
  },
)

const givenSpace = ({ CustSpaceId }: SendInput, { world, found }: Context): Space | undefined =>
  CustSpaceId ? (found.space ?? world.directory.spaces.get(CustSpaceId)) : undefined

/** The space named in the call, else the one its sender is bound to. */
export function spaceOf(input: SendInput, context: Context): Space | undefined {
  const { found, world } = context
  const space =
    found.space ??
    givenSpace(input, context) ??
    world.directory.senders.get(senderKey(channelOf(input), input.From))?.space
  if (space !== undefined) found.space = space
  return space
}

/** The template a call names; undefined if it names none that is there. */
export function findTemplate(input: SendInput, context: Context): Template | undefined {
  const { found } = context
  const template = found.template ?? lookUpTemplate(input, context)
  if (template !== undefined) found.template = template
  return template
}

function lookUpTemplate(input: SendInput, context: Context): Template | undefined {
  const { TemplateCode, TemplateName, Language = '' } = input
  const { templates } = context.world.directory
  const space = spaceOf(input, context)
  if (space === undefined) return undefined
  const byName = TemplateName ? templates.get(nameKey(space.id, TemplateName, Language)) : undefined
  if (!TemplateCode || (byName && context.assumptions.templateConflict === 'name')) return byName
  return templates.get(codeKey(space.id, TemplateCode, Language))
}

/** Whether the code is known, but of templates of other accounts only. */
function isOfAnotherAccount(templateCode: string | undefined, { caller, world }: Context): boolean {
  const known = [...world.directory.templates.values()].filter(({ code }) => code === templateCode)
  return known.length > 0 && known.every(({ space }) => space.account.uid !== caller.account.uid)
}

function nearTemplates(input: SendInput, context: Context): string {
  const space = spaceOf(input, context)
  const known = [...context.world.directory.templates.entries()].filter(
    ([key, template]) => key.startsWith('code:') && template.space === space,
  )
  return `a template of ${space?.id ?? 'the space'} for this channel: ${known.map(([, { name, language }]) => `${name} (${language})`).join(', ') || 'there is none'}`
}
