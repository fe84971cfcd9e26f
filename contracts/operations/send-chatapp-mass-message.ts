import * as z from 'zod'
import { ApiError } from '../api-error.ts'
import type { Assumptions } from '../assumptions.ts'
import { assumed, documented } from '../evidence.ts'
import { languageCodes } from '../languages.ts'
import { defineOperation, type InputOf } from '../operation.ts'
import { defineRule } from '../rule.ts'

const page = documented('SendChatappMassMessage, Help Center page of 2024-11-18')

const productItem = z.object({ ProductRetailerId: z.string().optional() })

const productSection = z.object({
  Title: z.string().optional(),
  ProductItems: z.array(productItem).optional(),
})

/** One recipient of a mass message. */
const recipient = z.object({
  To: z.string().meta({ description: 'Phone number, digits with country code; on messenger and instagram the user id.' }),
  TemplateParams: z.record(z.string(), z.string()).optional().meta({ description: 'One entry per `$(name)` variable of the template.' }),
  Payload: z.array(z.string()).optional().meta({ description: 'One entry per QUICK_REPLY button, echoed when the button is pressed.' }),
  ProductAction: z
    .object({ ThumbnailProductRetailerId: z.string().optional(), Sections: z.array(productSection).optional() })
    .optional()
    .meta({ description: 'WhatsApp CATALOG and MPM templates only: at most 10 sections and 30 products.' }),
  FlowAction: z
    .object({ FlowToken: z.string().optional(), FlowActionData: z.record(z.string(), z.unknown()).optional() })
    .optional()
    .meta({ description: 'WhatsApp FLOW templates only.' }),
  RecipientType: z.string().optional().meta({ description: '`individual` or `group`; since July 2026, without text of its own.' }),
})

/** Sends one template to up to 1,000 recipients. The outcome of each message arrives later, as a receipt. */
export const sendChatappMassMessage = defineOperation({
  name: 'SendChatappMassMessage',
  summary: 'Sends one template message to up to 1,000 recipients.',
  methods: ['GET', 'POST'],
  schemes: ['http', 'https'],
  callsPerSecond: 10,
  errors: ['Product.Unsubscript', 'Ram.PermissionDeny', 'System.LimitControl', 'Unknown.ResourceOwnerId'],
  evidence: page,
  input: z.object({
    ChannelType: z.string().meta({ description: '`whatsapp`, `viber`, `messenger` or `instagram`.', examples: ['whatsapp'] }),
    TemplateCode: z.string().optional().meta({ description: 'Code of the template; this or TemplateName is needed.' }),
    TemplateName: z.string().optional().meta({ description: 'Name of the template; this or TemplateCode is needed.' }),
    Language: z.string().meta({ description: 'Language code of the template.', examples: ['en'] }),
    From: z.string().meta({ description: 'WhatsApp: business number, digits only; viber: service id; messenger: page id; instagram: account id.' }),
    CustSpaceId: z.string().optional().meta({ description: 'Space (instance) id.', examples: ['cams-demo0001'] }),
    CustWabaId: z.string().optional().meta({ description: 'Predecessor of CustSpaceId.', deprecated: true }),
    IsvCode: z.string().optional().meta({ description: 'ISV verification code.', deprecated: true }),
    TaskId: z.string().optional().meta({ description: "The caller's own id, returned in receipts." }),
    FallBackId: z.string().optional().meta({ description: 'Id of a fallback policy.' }),
    FallBackContent: z.string().optional().meta({ description: 'Text of the fallback SMS.' }),
    FallBackDuration: z.int32().min(10).max(43_200).optional().meta({ description: 'Seconds until the fallback, 60 to 43200 (the schema of 2024 allowed 10).' }),
    FallBackRule: z.enum(['undelivered', 'sentFailed']).optional().meta({ description: 'When to fall back; `undelivered` if absent.' }),
    Ttl: z.int().min(30).max(1_209_600).optional().meta({ description: 'Viber only: seconds a message may wait.' }),
    Label: z.enum(['promotion', 'transaction', 'pormotion']).optional().meta({ description: 'Viber only. Some editions print `pormotion`, a slip that is accepted.' }),
    Tag: z.string().optional().meta({ description: 'Viber only: a free tag.' }),
    SenderList: z.array(recipient).min(1).max(1000).meta({ description: 'The recipients, 1 to 1,000.' }),
    OwnerId: z.int().optional().meta({ description: 'Hidden owner parameter of SDKs since July 2025.' }),
    ResourceOwnerAccount: z.string().optional().meta({ description: 'Hidden owner parameter of SDKs since July 2025.' }),
    ResourceOwnerId: z.int().optional().meta({ description: 'Hidden owner parameter of SDKs since July 2025.' }),
  }),
  output: z.object({
    RequestId: z.string().meta({ description: 'Upper-case UUID, equal to the header x-acs-request-id.' }),
    Code: z.string().meta({ description: '`OK`, or the code of an error.' }),
    Message: z.string(),
    GroupMessageId: z.string().optional().meta({ description: 'Id of the batch.' }),
    AccessDeniedDetail: z.string().optional(),
  }),
  example: {
    input: {
      ChannelType: 'whatsapp',
      TemplateCode: '1119000000000000001',
      Language: 'en',
      From: '8613900000001',
      CustSpaceId: 'cams-demo0001',
      TaskId: '100000001',
      SenderList: [{ To: '8613800000001', TemplateParams: { name: 'Ann', order: 'A-1001' } }],
    },
    output: {
      RequestId: '7B2E6C31-0F4D-5A1B-9C77-1D2A3B4C5D6E',
      Code: 'OK',
      Message: 'OK',
      GroupMessageId: '8900000100021234',
    },
  },
})

export type MassMessageInput = InputOf<typeof sendChatappMassMessage>
type Choices = { readonly assumptions: Assumptions }

const channels: readonly string[] = ['whatsapp', 'viber', 'messenger', 'instagram']
const digits = /^[0-9]+$/

/** The channel in lower case. */
export const channelOf = ({ ChannelType }: Pick<MassMessageInput, 'ChannelType'>): string => ChannelType.toLowerCase()

const usesPhoneNumbers = (channel: string): boolean => channel === 'whatsapp' || channel === 'viber'

export const channelIsSupported = defineRule(
  { id: 'send.channel-is-supported', summary: 'ChannelType is whatsapp, viber, messenger or instagram; line is not supported yet.', evidence: documented('Chat App error codes; the page of 2024-11-18 marks line as under development') },
  ({ ChannelType }: MassMessageInput, { assumptions }: Choices) => {
    const channel = assumptions.channelTypeCase === 'insensitive' ? ChannelType.toLowerCase() : ChannelType
    if (!channels.includes(channel)) {
      throw new ApiError('InvalidParameter.ChannelTypeNotSupport', { parameter: 'ChannelType', given: ChannelType, expected: `one of ${channels.join(', ')}` })
    }
  },
)

export const templateIsNamed = defineRule(
  { id: 'send.template-is-named', summary: 'TemplateCode or TemplateName is given.', evidence: documented('Chat App error codes; TemplateName since 2024-04-10') },
  ({ TemplateCode, TemplateName }: MassMessageInput) => {
    if (!TemplateCode && !TemplateName) {
      throw new ApiError('InvalidParameter.TemplateCodeNotEmpty', { parameter: 'TemplateCode', given: TemplateCode, expected: 'TemplateCode or TemplateName' })
    }
  },
)

export const languageIsGiven = defineRule(
  { id: 'send.language-is-given', summary: 'Language is not empty.', evidence: documented('Chat App error codes') },
  ({ Language }: MassMessageInput) => {
    if (Language === '') throw new ApiError('InvalidParameter.LanguageNotEmpty', { parameter: 'Language', given: Language, expected: 'a language code such as en' })
  },
)

export const languageIsSupported = defineRule(
  { id: 'send.language-is-supported', summary: 'Language is one of the 68 documented codes.', evidence: documented('Chat App error codes; Language codes, edition of 2026-09-05') },
  ({ Language }: MassMessageInput) => {
    if (!languageCodes.has(Language)) {
      throw new ApiError('InvalidParameter.LanguageNotSupport', { parameter: 'Language', given: Language, expected: 'one of the 68 language codes, such as en, en_US, zh_CN' })
    }
  },
)

export const senderIsNumeric = defineRule(
  { id: 'send.sender-is-numeric', summary: 'On channels that use phone numbers From consists of digits.', evidence: documented('Chat App error codes') },
  (input: MassMessageInput) => {
    const { From } = input
    if (usesPhoneNumbers(channelOf(input)) && !digits.test(From)) {
      throw new ApiError('InvalidParameter.FromOnlyNumeric', { parameter: 'From', given: From, expected: 'digits only: country code and number without + or blanks' })
    }
  },
)

export const recipientsAreNumeric = defineRule(
  { id: 'send.recipients-are-numeric', summary: 'On channels that use phone numbers every To consists of digits; one that does not refuses the whole call.', evidence: assumed('the code name is cut off in every readable copy; that the whole call is refused follows from its place in the table') },
  (input: MassMessageInput, { assumptions }: Choices) => {
    if (assumptions.malformedTo === 'fail-message' || !usesPhoneNumbers(channelOf(input))) return
    for (const [index, { To }] of input.SenderList.entries()) {
      if (!digits.test(To)) {
        throw new ApiError('InvalidParameter.ToOnlyNumeric', { parameter: 'To', given: `SenderList[${index}].To = ${JSON.stringify(To)}`, expected: 'digits only: country code and number without + or blanks' })
      }
    }
  },
)

export const fallBackDurationIsInRange = defineRule(
  { id: 'send.fallback-duration-is-in-range', summary: 'FallBackDuration is 60 to 43200 seconds.', evidence: documented('SendChatappMassMessage, Help Center page of 2024-11-18; the schema of 2024 printed 10 as the minimum') },
  ({ FallBackDuration }: MassMessageInput, { assumptions }: Choices) => {
    if (FallBackDuration !== undefined && FallBackDuration < Number(assumptions.fallBackDurationMinimum)) {
      throw new ApiError('Invalid{parameter}', { parameter: 'FallBackDuration', given: FallBackDuration, expected: `${assumptions.fallBackDurationMinimum} to 43200 seconds` })
    }
  },
)

export const productsAreWithinLimits = defineRule(
  { id: 'send.products-are-within-limits', summary: 'A recipient has at most 10 product sections and 30 products.', evidence: page },
  ({ SenderList }: MassMessageInput) => {
    for (const [index, { ProductAction }] of SenderList.entries()) {
      const sections = ProductAction?.Sections
      if (sections === undefined) continue
      const products = sections.reduce((count, { ProductItems }) => count + (ProductItems?.length ?? 0), 0)
      if (sections.length > 10 || products > 30) {
        throw new ApiError('Invalid{parameter}', { parameter: 'SenderList', given: `SenderList[${index}].ProductAction with ${sections.length} sections and ${products} products`, expected: 'at most 10 sections and 30 products' })
      }
    }
  },
)

export const payloadIsWithinLimit = defineRule(
  { id: 'send.payload-is-within-limit', summary: 'A Payload has any number of entries, or at most 3 as the schema of 2024 said.', evidence: assumed('maxItems 3 stood in the metadata until August 2025 only') },
  ({ SenderList }: MassMessageInput, { assumptions }: Choices) => {
    if (assumptions.payloadMaximum === 'none') return
    for (const [index, { Payload }] of SenderList.entries()) {
      if (Payload !== undefined && Payload.length > 3) {
        throw new ApiError('Invalid{parameter}', { parameter: 'SenderList', given: `SenderList[${index}].Payload with ${Payload.length} entries`, expected: 'at most 3 entries' })
      }
    }
  },
)

/** Parameters that belong to one channel only. */
const channelParameters = { viber: ['Ttl', 'Label', 'Tag'], whatsapp: ['ProductAction', 'FlowAction'] } as const

/** Names of parameters in the input that have no meaning on its channel. */
export function foreignParameters(input: MassMessageInput): string[] {
  const channel = channelOf(input)
  const viberOnly = channel === 'viber' ? [] : channelParameters.viber.filter((name) => input[name] !== undefined && input[name] !== '')
  const whatsappOnly =
    channel === 'whatsapp' ? [] : channelParameters.whatsapp.filter((name) => input.SenderList.some((recipient) => recipient[name] !== undefined))
  return [...viberOnly, ...whatsappOnly]
}

export const parametersFitTheChannel = defineRule(
  { id: 'send.parameters-fit-the-channel', summary: 'Parameters of another channel are ignored, or refused by option.', evidence: assumed('the page says "Viber only" and "WhatsApp only" without saying what else happens') },
  (input: MassMessageInput, { assumptions }: Choices) => {
    if (assumptions.foreignChannelParameters === 'ignored') return
    const [foreign] = foreignParameters(input)
    if (foreign !== undefined) {
      throw new ApiError('Invalid{parameter}', { parameter: foreign, given: `${foreign} on channel ${channelOf(input)}`, expected: `no ${foreign} on this channel` })
    }
  },
)

/**
 * What the request alone decides, in the order of the error-code page.
 * Source of the order: UNKNOWN, no evidence beyond the order of the page's rows; assumed.
 */
export const massMessageConstraints = {
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
} as const
