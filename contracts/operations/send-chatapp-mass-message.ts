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

/** One recipient of a mass message. */
const recipient = () =>
  z.object({
    To: z.string().meta({
      description: 'Phone number, digits with country code; on messenger and instagram the user id.',
    }),
    ...personalFields(),
    RecipientType: recipientType(),
  })

/** Sends one template to up to 1,000 recipients. The outcome of each message arrives later, as a receipt. */
export const sendChatappMassMessage = defineOperation({
  name: 'SendChatappMassMessage',
  summary: 'Sends one template message to up to 1,000 recipients.',
  methods: ['GET', 'POST'],
  schemes: ['http', 'https'],
  callsPerSecond: 10,
  errors: ['Product.Unsubscript', 'Ram.PermissionDeny', 'System.LimitControl', 'Unknown.ResourceOwnerId'],
  evidence: documented('SendChatappMassMessage, Help Center page of 2024-11-18'),
  input: () =>
    z.object({
      ChannelType: z
        .string()
        .meta({ description: '`whatsapp`, `viber`, `messenger` or `instagram`.', examples: ['whatsapp'] }),
      ...templateFields(),
      Language: z.string().meta({ description: 'Language code of the template.', examples: ['en'] }),
      ...senderFields(),
      ...fallBackFields(),
      ...viberFields(),
      SenderList: z.array(recipient()).min(1).max(1000).meta({ description: 'The recipients, 1 to 1,000.' }),
      ...ownerFields(),
    }),
  output: () =>
    z.object({
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
