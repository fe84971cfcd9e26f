import * as z from 'zod'
import { documented } from '../evidence/evidence.ts'
import { defineOperation } from '../operation.ts'
import {
  fallBackFields,
  ownerFields,
  personalFields,
  recipientType,
  senderFields,
  templateFields,
  viberFields,
} from '../sending/parameters.ts'

/** Sends one message to one person: a template, or anything within 24 hours of the person's own message. */
export const sendChatappMessage = defineOperation({
  name: 'SendChatappMessage',
  summary: 'Sends a template or a free-form message to one person.',
  methods: ['GET', 'POST'],
  schemes: ['http', 'https'],
  callsPerSecond: 250,
  errors: ['Product.Unsubscript', 'Ram.PermissionDeny', 'System.LimitControl', 'Unknown.ResourceOwnerId'],
  evidence: documented(
    'SendChatappMessage, API metadata of 2024-07-30 and 2025-11-22, SDK definition of 2026-07-14',
  ),
  input: () =>
    z.object({
      ChannelType: z.string().meta({
        description: '`whatsapp`, `messenger`, `instagram`, `telegram` or `viber`.',
        examples: ['whatsapp'],
      }),
      Type: z.enum(['template', 'message']).meta({
        description: '`template` at any time; `message` within 24 hours of the last message of the person.',
      }),
      MessageType: z
        .string()
        .optional()
        .meta({ description: 'With Type `message`: what kind of message, such as `text` or `image`.' }),
      Content: z.string().optional().meta({
        description:
          'With Type `message`: a JSON object, such as `{"text":"hello"}` or `{"link":"https://…"}`.',
      }),
      ...templateFields(),
      Language: z
        .string()
        .optional()
        .meta({ description: 'With Type `template`: language code of the template.', examples: ['en'] }),
      ...senderFields(),
      To: z.string().meta({
        description: 'Phone number, digits with country code; on messenger and instagram the user id.',
      }),
      ...personalFields(),
      ...fallBackFields(),
      ...viberFields(),
      ContextMessageId: z
        .string()
        .optional()
        .meta({ description: 'MessageId of the message this one answers.' }),
      RecipientType: recipientType(),
      TrackingData: z.string().optional().meta({ description: 'Viber only.' }),
      Category: z
        .string()
        .optional()
        .meta({ description: 'For customers WhatsApp has invited to direct sends.' }),
      AdAccountId: z.string().optional().meta({ description: 'Not generally available.' }),
      MessageCampaignId: z.string().optional().meta({ description: 'Not generally available.' }),
      TokenType: z.string().optional(),
      ...ownerFields(),
    }),
  output: () =>
    z.object({
      RequestId: z.string().meta({ description: 'Upper-case UUID, equal to the header x-acs-request-id.' }),
      Code: z.string().meta({ description: '`OK`, or the code of an error.' }),
      Message: z.string(),
      MessageId: z.string().optional().meta({ description: 'Id of the message, which its receipts name.' }),
      AccessDeniedDetail: z.string().optional(),
    }),
  example: {
    input: {
      ChannelType: 'whatsapp',
      Type: 'template',
      TemplateCode: '1119000000000000001',
      Language: 'en',
      From: '8613900000001',
      To: '8613800000001',
      CustSpaceId: 'cams-demo0001',
      TaskId: '100000001',
      TemplateParams: { name: 'Ann', order: 'A-1001' },
    },
    output: {
      RequestId: '7B2E6C31-0F4D-5A1B-9C77-1D2A3B4C5D6E',
      Code: 'OK',
      Message: 'OK',
      MessageId: '202511469463703123456789',
    },
  },
})
