import * as z from 'zod'
import { documented } from '../evidence/evidence.ts'
import { defineCallback } from './callback.ts'

const item = z
  .looseObject({
    MessageId: z
      .string()
      .meta({ description: 'Id of the message, not of the batch. A mass send is matched by TaskId and To.' }),
    From: z.string().meta({ description: 'The sender: a business number or the id of another channel.' }),
    To: z.string(),
    Timestamp: z.int().min(0).meta({ description: 'Milliseconds since the epoch.' }),
    Status: z.enum(['Sent', 'Delivered', 'Read', 'Failed', 'Deleted', 'subscribe', 'unsubscribe']).meta({
      description:
        '`Deleted` is defined but never pushed; `subscribe` and `unsubscribe` belong to viber, since 2026.',
    }),
    StatusDescription: z.string().optional().meta({ description: 'In queue messages; absent from pushes.' }),
    ErrorCode: z
      .string()
      .optional()
      .meta({ description: 'With `Failed`.', examples: ['131026'] }),
    ErrorDescription: z
      .string()
      .optional()
      .meta({ description: 'With `Failed`: `<code>:<title>(<details>)`.' }),
    ConversationType: z.enum(['service', 'utility', 'marketing', 'authentication']).optional(),
    ConversationId: z.string().optional(),
    ConversationExpirationTime: z
      .int()
      .min(0)
      .optional()
      .meta({ description: 'Without meaning since messages are billed one by one.', deprecated: true }),
    MsgFrameType: z
      .enum(['message', 'template'])
      .meta({ description: '`message` is a free-form message within the 24-hour window.' }),
    Type: z.string().optional().meta({
      description:
        'image, video, document, audio or none in queue messages; TEMPLATE or INTERACTIVE in pushes.',
    }),
    TaskId: z.string().optional().meta({ description: 'TaskId of the request, else equal to MessageId.' }),
    OriginPhoneNumber: z.string().optional(),
    TemplateCode: z
      .string()
      .optional()
      .meta({ description: 'With MsgFrameType `template`, as TemplateName and Language.' }),
    TemplateName: z.string().optional(),
    Language: z.string().optional(),
    FromUserId: z.string().optional().meta({ description: 'Business-scoped user id, since 2026.' }),
    FromParentUserId: z.string().optional(),
    FromUserName: z.string().optional(),
  })
  .meta({
    allOf: [
      {
        anyOf: [
          { properties: { Status: { not: { const: 'Failed' } } } },
          { required: ['ErrorCode', 'ErrorDescription'] },
        ],
      },
      {
        anyOf: [
          { properties: { MsgFrameType: { not: { const: 'template' } } } },
          { required: ['TemplateCode'] },
        ],
      },
    ],
  })

/** What became of a message that was sent. Pushes repeat, get lost and come in any order. */
export const statusReceipt = defineCallback({
  name: 'ChatAppStatus',
  summary: 'State of a message that was sent.',
  evidence: documented('ChatAppStatus, HTTP and queue editions of 2024 to 2026'),
  item,
  examples: [
    {
      Status: 'Failed',
      ErrorCode: '131026',
      ErrorDescription: '131026:Receiver is incapable of receiving this message(Message Undeliverable.)',
      MsgFrameType: 'template',
      Type: 'TEMPLATE',
      TaskId: '100000001',
      From: '8613900000001',
      To: '8613800000002',
      OriginPhoneNumber: '8613900000001',
      Timestamp: 1_790_000_000_000,
      TemplateCode: '1119000000000000001',
      TemplateName: 'order_notice',
      Language: 'en',
      MessageId: '202609846946370312345678',
    },
    {
      Status: 'Read',
      MsgFrameType: 'message',
      Type: 'INTERACTIVE',
      TaskId: '202609846946370312345679',
      From: '8613900000001',
      To: '8613800000003',
      OriginPhoneNumber: '8613900000001',
      Timestamp: 1_790_000_001_000,
      ConversationId: '722222011110001',
      ConversationType: 'service',
      MessageId: '202609846946370312345679',
    },
  ],
})
