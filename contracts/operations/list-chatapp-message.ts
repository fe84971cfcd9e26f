import * as z from 'zod'
import { ApiError } from '../errors/api-error.ts'
import type { Assumptions } from '../evidence/assumptions.ts'
import { assumed, documented, observed } from '../evidence/evidence.ts'
import { defineOperation, type InputOf } from '../operation.ts'
import { defineRule } from '../evidence/rule.ts'
import { ownerFields } from '../sending/parameters.ts'

/** One message, sent or received. */
const row = () =>
  z.object({
    MessageId: z.string(),
    UniqueMessageId: z.string(),
    BusinessNumber: z.string(),
    UserNumber: z.string(),
    ChannelType: z.string(),
    EventAction: z.string().meta({ description: '`DOWN` from the business, `UP` from the person.' }),
    EventActionName: z.string(),
    Type: z.string().meta({ description: '`template` or `message`.' }),
    MessageType: z.string(),
    MessageTypeName: z.string(),
    Message: z.string(),
    MessageStatus: z.string().meta({ description: '`sending`, `success` or `fail`.' }),
    MessageStatusName: z.string(),
    ClientAcceptStatusName: z.string().optional(),
    ClientReadStatus: z.string().optional(),
    ClientReadStatusName: z.string().optional(),
    FailReason: z.string().optional(),
    FailBackFlag: z.string().meta({ description: '`Y` when an SMS was sent instead.' }),
    FailBackContent: z.string().optional(),
    TemplateCode: z.string().optional(),
    TemplateName: z.string().optional(),
    LanguageCode: z.string().optional(),
    ConversationId: z.string().optional(),
    MessageSource: z.string(),
    SendTime: z.string(),
    Month: z.string().meta({ description: 'yyyyMM.' }),
  })

/** A row of ListChatappMessage. */
export type MessageRow = z.infer<ReturnType<typeof row>>

/** Lists messages of one business number, newest first. */
export const listChatappMessage = defineOperation({
  name: 'ListChatappMessage',
  summary: 'Lists the messages of a business number, sent and received, newest first.',
  methods: ['POST', 'GET'],
  schemes: ['https'],
  callsPerSecond: undefined,
  errors: [],
  evidence: documented('ListChatappMessage, API metadata of 2025-11-22, SDK definition of 2026-07-14'),
  input: () =>
    z.object({
      BusinessNumber: z.string(),
      ChannelType: z.string().meta({ description: '`whatsapp` or `viber`.', examples: ['WHATSAPP'] }),
      CustSpaceId: z.string().meta({ examples: ['cams-demo0001'] }),
      Page: z
        .object({ Index: z.int().min(1), Size: z.int().min(1) })
        .meta({ description: 'Index from 1, and Size. A page shorter than Size is the last one.' }),
      StartTime: z.int().optional().meta({ description: 'Milliseconds since the epoch.' }),
      EndTime: z.int().optional().meta({ description: 'Milliseconds since the epoch.' }),
      StartTimeStr: z.string().optional().meta({ description: '`yyyy-MM-dd HH:mm:ss`, since 2026.' }),
      EndTimeStr: z.string().optional().meta({ description: '`yyyy-MM-dd HH:mm:ss`, since 2026.' }),
      UserNumber: z.string().optional(),
      GroupMessageId: z.string().optional(),
      TemplateCode: z.string().optional(),
      EventAction: z
        .string()
        .optional()
        .meta({ description: '`DOWN` for messages sent, `UP` for messages received.' }),
      MessageStatus: z.string().optional().meta({ description: '`sending`, `success` or `fail`.' }),
      ClientAcceptStatus: z
        .string()
        .optional()
        .meta({ description: '`success` for messages that were delivered.' }),
      ...ownerFields(),
    }),
  output: () =>
    z.object({
      RequestId: z.string(),
      Code: z.string(),
      Message: z.string(),
      Success: z.boolean().optional(),
      Data: z.array(row()).optional(),
      AccessDeniedDetail: z.string().optional(),
    }),
  example: {
    input: {
      BusinessNumber: '8613900000001',
      ChannelType: 'WHATSAPP',
      CustSpaceId: 'cams-demo0001',
      Page: { Index: 1, Size: 10 },
      StartTime: 1_790_000_000_000,
    },
    output: {
      RequestId: '7B2E6C31-0F4D-5A1B-9C77-1D2A3B4C5D6E',
      Code: 'OK',
      Message: 'OK',
      Success: true,
      Data: [
        {
          MessageId: '202609846946370312345678',
          UniqueMessageId: '20260921846946370312345678000123456789',
          BusinessNumber: '8613900000001',
          UserNumber: '8613800000001',
          ChannelType: 'WHATSAPP',
          EventAction: 'DOWN',
          EventActionName: 'DOWN',
          Type: 'template',
          MessageType: 'TEMPLATE',
          MessageTypeName: 'TEMPLATE',
          Message: 'Hello Ann, your order A-1001 is on its way.',
          MessageStatus: 'success',
          MessageStatusName: 'Success',
          ClientAcceptStatusName: 'Delivered',
          ClientReadStatus: 'success',
          ClientReadStatusName: 'Read',
          FailBackFlag: 'N',
          TemplateCode: '1119000000000000001',
          TemplateName: 'order_notice',
          LanguageCode: 'en',
          MessageSource: 'api',
          SendTime: '2026-09-21T13:33:20.000+00:00',
          Month: '202609',
        },
      ],
    },
  },
})

export type ListMessagesInput = InputOf<typeof listChatappMessage>
type Choices = { readonly assumptions: Assumptions }

export const listedChannelIsSupported = defineRule(
  {
    id: 'messages.channel-is-supported',
    summary: 'Messages of whatsapp and viber can be listed.',
    evidence: documented('ListChatappMessage, ChannelType'),
  },
  ({ ChannelType }: ListMessagesInput, { assumptions }: Choices) => {
    const channel = assumptions.channelTypeCase === 'insensitive' ? ChannelType.toLowerCase() : ChannelType
    if (channel !== 'whatsapp' && channel !== 'viber')
      throw new ApiError('InvalidParameter.ChannelTypeNotSupport', {
        parameter: 'ChannelType',
        given: ChannelType,
        expected: 'whatsapp or viber',
      })
  },
)

export const startTimeIsGiven = defineRule(
  {
    id: 'messages.start-time-is-given',
    summary: 'StartTime is given, or StartTimeStr instead.',
    evidence: observed('test fixture of a public Java project; that StartTimeStr will do is assumed'),
  },
  (input: ListMessagesInput, { assumptions }: Choices) => {
    if (periodOf(input, assumptions).start === undefined)
      throw new ApiError('QueryParam.startTime', {
        parameter: 'StartTime',
        given: input.StartTime ?? input.StartTimeStr,
        expected: 'StartTime in milliseconds',
      })
  },
)

export const timeTextsAreReadable = defineRule(
  {
    id: 'messages.time-texts-are-readable',
    summary: 'StartTimeStr and EndTimeStr are written yyyy-MM-dd HH:mm:ss.',
    evidence: assumed('the form is documented; what another form answers is not'),
  },
  (input: ListMessagesInput, { assumptions }: Choices) => {
    if (assumptions.listTimeText === 'not') return
    for (const name of ['StartTimeStr', 'EndTimeStr'] as const) {
      const text = input[name]
      if (text && readTime(text, assumptions) === undefined)
        throw new ApiError('Invalid{parameter}', {
          parameter: name,
          given: text,
          expected: 'a time as 2026-01-31 08:00:00',
        })
    }
  },
)

export const pageSizeIsInRange = defineRule(
  {
    id: 'messages.page-size-is-in-range',
    summary: 'A page has at most 100 rows.',
    evidence: assumed('callers were seen to use pages of up to 100; no limit is published'),
  },
  ({ Page }: ListMessagesInput, { assumptions }: Choices) => {
    if (assumptions.listPageSize === '100' && Page.Size > 100)
      throw new ApiError('InvalidParameter.PageInvalid', {
        parameter: 'Page',
        given: Page.Size,
        expected: 'a Size of at most 100',
      })
  },
)

/** The period a call asks for, milliseconds since the epoch, ends included. Times in milliseconds count for more than times as text. */
export function periodOf(
  { StartTime, EndTime, StartTimeStr, EndTimeStr }: ListMessagesInput,
  assumptions: Assumptions,
): { readonly start: number | undefined; readonly end: number } {
  return {
    start: StartTime ?? readTime(StartTimeStr, assumptions),
    end: EndTime ?? readTime(EndTimeStr, assumptions) ?? Infinity,
  }
}

function readTime(text: string | undefined, { listTimeText }: Assumptions): number | undefined {
  if (!text || listTimeText === 'not' || !/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text)) return undefined
  const time = Date.parse(`${text.replace(' ', 'T')}${listTimeText === 'utc' ? 'Z' : '+08:00'}`)
  return Number.isNaN(time) ? undefined : time
}
