import * as z from 'zod'
import { documented } from '../evidence/evidence.ts'
import { defineCallback } from './callback.ts'

/** Values of `Type`. The fields of CONTACTS and SYSTEM objects could not be read anywhere. */
export const inboundTypes = [
  'TEXT',
  'LOCATION',
  'DOCUMENT',
  'VIDEO',
  'AUDIO',
  'REPLY',
  'IMAGE',
  'CONTACTS',
  'SYSTEM',
] as const

const item = z.looseObject({
  MessageId: z.string(),
  From: z.string().meta({ description: 'The end user. Samples with media print a leading `+`.' }),
  To: z.string().meta({ description: 'The business number.' }),
  Timestamp: z.int().min(0).meta({
    description: 'Milliseconds since the epoch. Samples with media print the key with a trailing blank.',
  }),
  Type: z.enum(inboundTypes),
  Message: z
    .string()
    .meta({ description: 'The text of a TEXT; for every other type a JSON object as a string.' }),
  DisplayName: z.string().optional().meta({ description: 'Display name of the business number.' }),
  Name: z.string().optional().meta({ description: 'Name of the user.' }),
  CustSpaceId: z.string().optional().meta({ description: 'Since 2025.' }),
  WabaId: z.string().optional().meta({ description: 'Since 2025.' }),
  NoticeType: z
    .string()
    .optional()
    .meta({ examples: ['inbound'] }),
  Context: z
    .looseObject({ from: z.string().optional(), id: z.string().optional() })
    .optional()
    .meta({ description: 'The message replied to.' }),
})

/** A message of an end user. */
export const inboundReceipt = defineCallback({
  name: 'ChatAppInbound',
  summary: 'Message of an end user.',
  evidence: documented(
    'ChatAppInbound, HTTP and queue editions of 2022 to 2026; Usage notes on the Payload parameter',
  ),
  item,
  examples: [
    {
      MessageId: '1000000000000001',
      CustSpaceId: 'cams-demo0001',
      WabaId: '200000000000001',
      From: '8613800000002',
      To: '8613900000001',
      DisplayName: 'Shop',
      NoticeType: 'inbound',
      Type: 'TEXT',
      Message: 'hello',
      Timestamp: 1_790_000_002_000,
      Name: 'Kim',
    },
    {
      MessageId: '1000000000000002',
      CustSpaceId: 'cams-demo0001',
      From: '8613800000002',
      To: '8613900000001',
      Type: 'REPLY',
      Message: '{"payload":"payload1","text":"Yes"}',
      Context: { from: '8613900000001', id: '202609846946370312345678' },
      Timestamp: 1_790_000_003_000,
      Name: 'Kim',
    },
  ],
})
