import { ApiError } from '../errors/api-error.ts'
import { chosenBy, type Assumptions } from '../evidence/assumptions.ts'
import { assumed, documented } from '../evidence/evidence.ts'
import { languageCodes } from '../languages.ts'
import { defineRule } from '../evidence/rule.ts'
import {
  channelOf,
  fallsBackInstead,
  isFreeForm,
  parameterOf,
  personsOf,
  placeOf,
  usesPhoneNumbers,
  type SendInput,
} from './send-input.ts'

type Choices = { readonly assumptions: Assumptions }

const massChannels: readonly string[] = ['whatsapp', 'viber', 'messenger', 'instagram']
const digits = /^[0-9]+$/

export const channelIsSupported = defineRule(
  {
    id: 'send.channel-is-supported',
    summary:
      'ChannelType is whatsapp, viber, messenger or instagram, and telegram when sending to one person; line is not supported yet.',
    evidence: documented(
      'Chat App error codes; the page of 2024-11-18 marks line as under development; telegram in SendChatappMessage, SDK of 2026',
    ),
  },
  (input: SendInput, { assumptions }: Choices) => {
    const { ChannelType } = input
    const channels = 'SenderList' in input ? massChannels : [...massChannels, 'telegram']
    const channel = assumptions.channelTypeCase === 'insensitive' ? ChannelType.toLowerCase() : ChannelType
    if (!channels.includes(channel)) {
      throw new ApiError('InvalidParameter.ChannelTypeNotSupport', {
        parameter: 'ChannelType',
        given: ChannelType,
        expected: `one of ${channels.join(', ')}`,
      })
    }
  },
)

/** Whether the call has to name a template and its language: under FallBackRule `sentFailed` these are no hard checks. */
const namesTemplate = (input: SendInput, assumptions: Assumptions): boolean =>
  !isFreeForm(input) &&
  !(assumptions.sentFailedNames === 'falls-back' && fallsBackInstead(input, assumptions))

export const templateIsNamed = defineRule(
  {
    id: 'send.template-is-named',
    summary: 'TemplateCode or TemplateName is given.',
    evidence: documented('Chat App error codes; TemplateName since 2024-04-10'),
  },
  (input: SendInput, { assumptions }: Choices) => {
    const { TemplateCode, TemplateName } = input
    if (namesTemplate(input, assumptions) && !TemplateCode && !TemplateName) {
      throw new ApiError('InvalidParameter.TemplateCodeNotEmpty', {
        parameter: 'TemplateCode',
        given: TemplateCode,
        expected: 'TemplateCode or TemplateName',
      })
    }
  },
)

export const languageIsGiven = defineRule(
  {
    id: 'send.language-is-given',
    summary: 'Language is not empty.',
    evidence: documented('Chat App error codes'),
  },
  (input: SendInput, { assumptions }: Choices) => {
    if (namesTemplate(input, assumptions) && !input.Language)
      throw new ApiError('InvalidParameter.LanguageNotEmpty', {
        parameter: 'Language',
        given: input.Language,
        expected: 'a language code such as en',
      })
  },
)

export const languageIsSupported = defineRule(
  {
    id: 'send.language-is-supported',
    summary: 'Language is one of the 68 documented codes.',
    evidence: documented('Chat App error codes; Language codes, edition of 2026-09-05'),
  },
  (input: SendInput, { assumptions }: Choices) => {
    if (namesTemplate(input, assumptions) && !languageCodes.has(input.Language ?? '')) {
      throw new ApiError('InvalidParameter.LanguageNotSupport', {
        parameter: 'Language',
        given: input.Language,
        expected: 'one of the 68 language codes, such as en, en_US, zh_CN',
      })
    }
  },
)

export const senderIsNumeric = defineRule(
  {
    id: 'send.sender-is-numeric',
    summary: 'On channels that use phone numbers From consists of digits.',
    evidence: documented('Chat App error codes'),
  },
  (input: SendInput) => {
    const { From } = input
    if (usesPhoneNumbers(channelOf(input)) && !digits.test(From)) {
      throw new ApiError('InvalidParameter.FromOnlyNumeric', {
        parameter: 'From',
        given: From,
        expected: 'digits only: country code and number without + or blanks',
      })
    }
  },
)

export const recipientsAreNumeric = defineRule(
  {
    id: 'send.recipients-are-numeric',
    summary:
      'On channels that use phone numbers every To consists of digits; one that does not refuses the whole call.',
    evidence: assumed(
      'the code name is cut off in every readable copy; that the whole call is refused follows from its place in the table',
    ),
  },
  (input: SendInput, { assumptions }: Choices) => {
    if (assumptions.malformedTo === 'fail-message' || !usesPhoneNumbers(channelOf(input))) return
    const persons = personsOf(input)
    const index = persons.findIndex(({ To }) => !digits.test(To))
    if (index !== -1) {
      throw new ApiError('InvalidParameter.ToOnlyNumeric', {
        parameter: 'To',
        given: `${placeOf(input, index, 'To')} = ${JSON.stringify(persons[index]?.To)}`,
        expected: 'digits only: country code and number without + or blanks',
      })
    }
  },
)

export const recipientsAreNamed = defineRule(
  {
    id: 'send.recipients-are-named',
    summary: 'On channels whose people have ids instead of numbers no To is empty.',
    evidence: assumed('To is documented as required; no source shows what an empty one answers'),
  },
  (input: SendInput, { assumptions: { missingTo } }: Choices) => {
    const index = usesPhoneNumbers(channelOf(input)) ? -1 : personsOf(input).findIndex(({ To }) => To === '')
    if (index !== -1)
      throw new ApiError(missingTo, {
        parameter: 'To',
        given: `${placeOf(input, index, 'To')} is empty`,
        expected: 'the id of a person',
        evidence: chosenBy('missingTo', missingTo),
      })
  },
)

export const fallBackDurationIsInRange = defineRule(
  {
    id: 'send.fallback-duration-is-in-range',
    summary: 'FallBackDuration is 60 to 43200 seconds.',
    evidence: documented(
      'SendChatappMassMessage, Help Center page of 2024-11-18; the schema of 2024 printed 10 as the minimum',
    ),
  },
  ({ FallBackDuration }: SendInput, { assumptions }: Choices) => {
    if (FallBackDuration !== undefined && FallBackDuration < Number(assumptions.fallBackDurationMinimum)) {
      throw new ApiError('Invalid{parameter}', {
        parameter: 'FallBackDuration',
        given: FallBackDuration,
        expected: `${assumptions.fallBackDurationMinimum} to 43200 seconds`,
        evidence: assumed(
          'the pages disagree on the minimum; the code follows only from the generic rule Invalid{ParameterName}',
        ),
      })
    }
  },
)

export const productsAreWithinLimits = defineRule(
  {
    id: 'send.products-are-within-limits',
    summary: 'A recipient has at most 10 product sections and 30 products.',
    evidence: documented('SendChatappMassMessage, Help Center page of 2024-11-18'),
  },
  (input: SendInput) => {
    personsOf(input).forEach(({ ProductAction }, index) => {
      const sections = ProductAction?.Sections
      if (sections === undefined) return
      const products = sections.reduce((count, { ProductItems }) => count + (ProductItems?.length ?? 0), 0)
      if (sections.length > 10 || products > 30) {
        throw new ApiError('Invalid{parameter}', {
          parameter: parameterOf(input, 'ProductAction'),
          given: `${placeOf(input, index, 'ProductAction')} with ${sections.length} sections and ${products} products`,
          expected: 'at most 10 sections and 30 products',
          evidence: assumed(
            'the limit is documented; the code follows only from the generic rule Invalid{ParameterName}',
          ),
        })
      }
    })
  },
)

export const payloadIsWithinLimit = defineRule(
  {
    id: 'send.payload-is-within-limit',
    summary: 'A Payload has any number of entries, or at most 3 as the schema of 2024 said.',
    evidence: assumed('maxItems 3 stood in the metadata until August 2025 only'),
  },
  (input: SendInput, { assumptions }: Choices) => {
    if (assumptions.payloadMaximum === 'none') return
    for (const [index, { Payload }] of personsOf(input).entries()) {
      if (Payload !== undefined && Payload.length > 3) {
        throw new ApiError('Invalid{parameter}', {
          parameter: parameterOf(input, 'Payload'),
          given: `${placeOf(input, index, 'Payload')} with ${Payload.length} entries`,
          expected: 'at most 3 entries',
        })
      }
    }
  },
)

/** Parameters that belong to one channel only. */
const channelParameters = {
  viber: ['Ttl', 'Label', 'Tag'],
  whatsapp: ['ProductAction', 'FlowAction'],
} as const

/** Names of parameters in the input that have no meaning on its channel. */
export function foreignParameters(input: SendInput): string[] {
  const channel = channelOf(input)
  const viberOnly =
    channel === 'viber'
      ? []
      : channelParameters.viber.filter((name) => input[name] !== undefined && input[name] !== '')
  const whatsappOnly =
    channel === 'whatsapp'
      ? []
      : channelParameters.whatsapp.filter((name) =>
          personsOf(input).some((person) => person[name] !== undefined),
        )
  return [...viberOnly, ...whatsappOnly]
}

export const parametersFitTheChannel = defineRule(
  {
    id: 'send.parameters-fit-the-channel',
    summary: 'Parameters of another channel are ignored, or refused by option.',
    evidence: assumed('the page says "Viber only" and "WhatsApp only" without saying what else happens'),
  },
  (input: SendInput, { assumptions }: Choices) => {
    if (assumptions.foreignChannelParameters === 'ignored') return
    const [foreign] = foreignParameters(input)
    if (foreign !== undefined) {
      throw new ApiError('Invalid{parameter}', {
        parameter: foreign,
        given: `${foreign} on channel ${channelOf(input)}`,
        expected: `no ${foreign} on this channel`,
      })
    }
  },
)
