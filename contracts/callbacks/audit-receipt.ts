import * as z from 'zod'
import { documented } from '../evidence/evidence.ts'
import { defineCallback } from './callback.ts'

/** Values of `Type` in version 2, which providers (ISVs) receive. */
export const auditTypes = [
  'template',
  'phoneNameUpdate',
  'phoneQualityUpdate',
  'wabaReviewUpdate',
  'wabaAccountUpdate',
  'templateCategoryUpdate',
  'templateQualityUpdate',
] as const

const item = z
  .looseObject({
    WabaId: z.string(),
    Type: z
      .enum(auditTypes)
      .optional()
      .meta({ description: 'Version 2 only; absent from version 1, which is about templates.' }),
    TemplateCode: z
      .string()
      .optional()
      .meta({ description: 'With every version 1 item and with Type `template`.' }),
    Language: z.string().optional().meta({ description: 'As TemplateCode.' }),
    AuditStatus: z
      .enum(['pass', 'fail', 'auditing', 'unaudit', 'disabled', 'paused'])
      .optional()
      .meta({ description: 'As TemplateCode.' }),
    Reason: z.string().optional().meta({ description: 'With AuditStatus `fail`.' }),
    PhoneNumber: z
      .string()
      .optional()
      .meta({ description: 'With phoneNameUpdate, phoneQualityUpdate and wabaAccountUpdate.' }),
    Status: z.string().optional(),
    CurrentLimit: z.string().optional().meta({ description: 'Messaging limit of the number.' }),
  })
  .meta({ anyOf: [{ required: ['Type'] }, { required: ['TemplateCode', 'Language', 'AuditStatus'] }] })

/** The outcome of a review, or an event of a number or WABA. */
export const auditReceipt = defineCallback({
  name: 'ChatAppAudit',
  summary: 'Outcome of the review of a template; in version 2 also events of numbers and WABAs.',
  evidence: documented('ChatAppAudit, HTTP and queue editions of 2022 to 2026'),
  item,
  examples: [
    {
      WabaId: '200000000000001',
      TemplateCode: '1119000000000000004',
      Language: 'en',
      AuditStatus: 'fail',
      Reason: 'INVALID_FORMAT',
    },
    { WabaId: '200000000000001', Type: 'phoneQualityUpdate', PhoneNumber: '8613900000001', Status: 'GREEN' },
  ],
})
