import { ApiError } from '../../contracts/api-error.ts'
import { assumed, documented } from '../../contracts/evidence.ts'
import {
  channelOf,
  foreignParameters,
  massMessageConstraints,
  sendChatappMassMessage,
  type MassMessageInput,
} from '../../contracts/operations/send-chatapp-mass-message.ts'
import { defineRule } from '../../contracts/rule.ts'
import { defineBehavior } from '../behavior.ts'
import type { Context } from '../context.ts'
import { codeKey, nameKey, senderKey, type Space, type Template } from '../world/directory.ts'
import { acceptBatch } from '../receipts/messages-move-on.ts'
import type { Batch } from '../world/batches.ts'
import { adoptSender, adoptTemplate } from '../world/adopt.ts'
import { variablesOf } from '../world/template-variables.ts'

const {
  channelIsSupported,
  templateIsNamed,
  languageIsGiven,
  languageIsSupported,
  senderIsNumeric,
  recipientsAreNumeric,
  fallBackDurationIsInRange,
  productsAreWithinLimits,
  payloadIsWithinLimit,
  parametersFitTheChannel,
} = massMessageConstraints

const smsFallbackIsEnabled = defineRule(
  { id: 'send.sms-fallback-is-enabled', summary: 'FallBackId and FallBackContent need an account with SMS fallback.', evidence: documented('Chat App error codes') },
  ({ FallBackId, FallBackContent }: MassMessageInput, { caller: { account } }: Context) => {
    if ((FallBackId || FallBackContent) && !account.smsFallback) {
      throw new ApiError('InvalidParameter.SendSmsNotSupport', { parameter: FallBackId ? 'FallBackId' : 'FallBackContent', given: FallBackId || FallBackContent, expected: 'an account with SMS fallback, or no FallBack parameters' })
    }
  },
)

const spaceBelongsToCaller = defineRule(
  { id: 'send.space-belongs-to-caller', summary: 'CustSpaceId, when given, is a space of the calling account.', evidence: documented('Unknown.ResourceOwnerId in the error table of the operation') },
  ({ CustSpaceId }: MassMessageInput, { caller: { account }, world: { directory } }: Context) => {
    if (CustSpaceId && directory.spaces.get(CustSpaceId)?.account.uid !== account.uid) {
      throw new ApiError('Unknown.ResourceOwnerId', { parameter: 'CustSpaceId', given: CustSpaceId, expected: `a space of account ${account.uid}` })
    }
  },
)

const spaceHasWaba = defineRule(
  { id: 'send.space-has-waba', summary: 'A WhatsApp send needs a space with a WhatsApp Business Account.', evidence: documented('ERR-OPERATION-MAAP-0060 in the public error codes; that sends answer it is inferred') },
  (input: MassMessageInput, context: Context) => {
    const space = givenSpace(input, context)
    if (channelOf(input) === 'whatsapp' && space !== undefined && space.wabaId === undefined) {
      throw new ApiError('ERR-OPERATION-MAAP-0060', { parameter: 'CustSpaceId', given: space.id, expected: 'a space with a WABA' })
    }
  },
)

const senderIsRegistered = defineRule(
  { id: 'send.sender-is-registered', summary: 'From is bound to the space, or to any space of the account when none is named.', evidence: documented('ERR-OPERATION-MAAP-0065 and Unknown.ResourceOwnerId; that sends answer them is inferred') },
  (input: MassMessageInput, context: Context) => {
    const { caller, world, assumptions } = context
    const channel = channelOf(input)
    const sender = world.directory.senders.get(senderKey(channel, input.From))
    if (sender === undefined && world.options.lenient && adoptSender(input.From, channel, givenSpace(input, context), context)) return
    if (sender !== undefined && sender.space.account.uid !== caller.account.uid) {
      throw new ApiError('Unknown.ResourceOwnerId', { parameter: 'From', given: input.From, expected: `a ${channel} sender of account ${caller.account.uid}` })
    }
    if (sender === undefined || (input.CustSpaceId && sender.space.id !== input.CustSpaceId)) {
      throw new ApiError(assumptions.unknownSender, { parameter: 'From', given: input.From, expected: `a ${channel} sender of ${input.CustSpaceId || `account ${caller.account.uid}`}` })
    }
  },
)

const templateExists = defineRule(
  { id: 'send.template-exists', summary: 'The template exists in the space, in the language, for the channel.', evidence: assumed('no source names the code of a send with an unknown template') },
  (input: MassMessageInput, context: Context) => {
    if (fallsBackInstead(input)) return
    const template = findTemplate(input, context)
    if (template === undefined && context.world.options.lenient) return adoptTemplate(input, spaceOf(input, context), context)
    if (template === undefined || (template.type === 'VIBER') !== (channelOf(input) === 'viber')) {
      const name = input.TemplateCode || input.TemplateName
      throw new ApiError(context.assumptions.unknownTemplate, { parameter: 'TemplateCode', given: `${name} in ${input.Language}`, expected: nearTemplates(input, context) })
    }
  },
)

const templateIsApproved = defineRule(
  { id: 'send.template-is-approved', summary: 'Only a template in state pass can be sent.', evidence: documented('preconditions of the operation: an approved template; the code is an assumption') },
  (input: MassMessageInput, context: Context) => {
    if (fallsBackInstead(input)) return
    const template = findTemplate(input, context)
    if (template !== undefined && template.auditStatus !== 'pass') {
      throw new ApiError(context.assumptions.unapprovedTemplate, { parameter: 'TemplateCode', given: `${template.name} is in state ${template.auditStatus}`, expected: 'a template in state pass' })
    }
  },
)

const templateParamsFit = defineRule(
  { id: 'send.template-params-fit', summary: 'TemplateParams that do not fit the template make the message fail later, or refuse the call by option.', evidence: assumed('the text on FallBackRule argues for a refusal, the delivery codes for a later failure') },
  (input: MassMessageInput, context: Context) => {
    if (context.assumptions.templateParams === 'fail-message' || fallsBackInstead(input)) return
    const variables = variablesOf(findTemplate(input, context))
    for (const [index, { TemplateParams = {} }] of input.SenderList.entries()) {
      const missing = variables.find((name) => !Object.hasOwn(TemplateParams, name))
      const surplus = Object.keys(TemplateParams).find((name) => !variables.includes(name))
      if (missing !== undefined || surplus !== undefined) {
        throw new ApiError('TemplateParamInvalid', { parameter: 'SenderList', given: `SenderList[${index}].TemplateParams ${missing === undefined ? `has ${surplus}` : `lacks ${missing}`}`, expected: `exactly ${variables.join(', ') || 'no variables'}` })
      }
    }
  },
)

/** Stores the batch as it came and answers with its id. What becomes of each message is decided later. */
export const sendChatappMassMessageBehavior = defineBehavior(sendChatappMassMessage, {
  rules: [
    channelIsSupported,
    templateIsNamed,
    languageIsGiven,
    languageIsSupported,
    smsFallbackIsEnabled,
    senderIsNumeric,
    recipientsAreNumeric,
    fallBackDurationIsInRange,
    productsAreWithinLimits,
    payloadIsWithinLimit,
    parametersFitTheChannel,
    spaceBelongsToCaller,
    spaceHasWaba,
    senderIsRegistered,
    templateExists,
    templateIsApproved,
    templateParamsFit,
  ],
  handle(input, context) {
    const { call, caller, world, requestId } = context
    for (const name of foreignParameters(input)) context.remark(`${name} has no meaning on channel ${channelOf(input)} and was ignored`)
    const template = findTemplate(input, context)
    const groupMessageId = newGroupMessageId(context)
    const batch: Batch = {
      groupMessageId,
      at: world.clock.now(),
      requestId,
      accountUid: caller.account.uid,
      spaceId: spaceOf(input, context)?.id ?? '',
      channel: channelOf(input),
      from: input.From,
      templateCode: template?.code ?? input.TemplateCode ?? '',
      templateName: template?.name ?? input.TemplateName ?? '',
      language: input.Language,
      taskId: input.TaskId || undefined,
      count: input.SenderList.length,
      chance: Math.floor(world.random.next() * 0x1_0000_0000),
      plan: world.plan,
      senderList: call.parameters.get('SenderList') ?? JSON.stringify(input.SenderList),
    }
    acceptBatch(batch, world)
    return { GroupMessageId: groupMessageId }
  },
})

/** With FallBackRule `sentFailed` a template that fails validation leads to the fallback instead of a refusal. Source: FallBackRule, documented. */
const fallsBackInstead = ({ FallBackRule }: MassMessageInput): boolean => FallBackRule === 'sentFailed'

const givenSpace = ({ CustSpaceId }: MassMessageInput, { world }: Context): Space | undefined =>
  CustSpaceId ? world.directory.spaces.get(CustSpaceId) : undefined

/** The space named in the call, else the one its sender is bound to. */
const spaceOf = (input: MassMessageInput, context: Context): Space | undefined =>
  givenSpace(input, context) ?? context.world.directory.senders.get(senderKey(channelOf(input), input.From))?.space

function findTemplate(input: MassMessageInput, context: Context): Template | undefined {
  const { TemplateCode, TemplateName, Language } = input
  const { templates } = context.world.directory
  const space = spaceOf(input, context)
  const byName = TemplateName && space ? templates.get(nameKey(space.id, TemplateName, Language)) : undefined
  if (!TemplateCode || (byName && context.assumptions.templateConflict === 'name')) return byName
  const byCode = templates.get(codeKey(TemplateCode, Language))
  return byCode?.space.id === space?.id ? byCode : undefined
}

function nearTemplates(input: MassMessageInput, context: Context): string {
  const space = spaceOf(input, context)
  const known = [...context.world.directory.templates.entries()].filter(([key, template]) => key.startsWith('code:') && template.space === space)
  return `a template of ${space?.id ?? 'the space'} for this channel: ${known.map(([, { name, language }]) => `${name} (${language})`).join(', ') || 'there is none'}`
}

/** 16 digits that start with 89, as the one published sample; never the same twice in a world. */
function newGroupMessageId({ world }: Context): string {
  for (;;) {
    const id = `89${world.random.digits(14)}`
    if (!world.batches.has(id)) return id
  }
}
