import * as z from 'zod'
import { ApiError } from '../errors/api-error.ts'
import { assumed, documented } from '../evidence/evidence.ts'
import { defineOperation, type InputOf } from '../operation.ts'
import { defineRule } from '../evidence/rule.ts'
import {
  answered,
  answerFields,
  listedErrors,
  ownerParameters,
  spaceParameters,
  wabaParameter,
} from './shared/space-parameters.ts'
import type { Choices } from '../templates/design.ts'
import { categories, viberCategories } from '../templates/identity-rules.ts'

/** Lists the templates of a space, one entry per language. */
export const listChatappTemplate = defineOperation({
  name: 'ListChatappTemplate',
  summary: 'Lists the templates of a space, one entry per language.',
  methods: ['GET', 'POST'],
  schemes: ['http', 'https'],
  callsPerSecond: 5,
  errors: listedErrors,
  evidence: documented(
    'ListChatappTemplate, API metadata of 2024-07-30 and 2025-11-22, SDK definition of 2026-07-14',
  ),
  input: () =>
    z.object({
      TemplateType: z.string().optional().meta({ description: 'WHATSAPP or VIBER.' }),
      Name: z.string().optional(),
      Code: z.string().optional(),
      Language: z.string().optional(),
      Category: z.string().optional(),
      AuditStatus: z.string().optional().meta({ description: 'pass, fail, auditing or unaudit.' }),
      Page: z
        .object({ Index: z.int32().min(1), Size: z.int32().min(1) })
        .optional()
        .meta({ description: 'Index from 1 and Size; the first ten unless given.' }),
      ...spaceParameters(),
      ...wabaParameter(),
      ...ownerParameters(),
    }),
  output: () =>
    z.object({
      ...answerFields(),
      Success: z.boolean().optional(),
      Total: z.int32().optional().meta({ description: 'How many there are on all pages.' }),
      ListTemplate: z
        .array(
          z.object({
            TemplateCode: z.string(),
            TemplateName: z.string(),
            TemplateType: z.string(),
            Language: z.string(),
            Category: z.string(),
            AuditStatus: z.string(),
            Reason: z.string().optional().meta({ description: 'Why the review failed.' }),
            LastUpdateTime: z.int().optional().meta({ description: 'Milliseconds since the epoch.' }),
          }),
        )
        .optional(),
    }),
  example: {
    input: { CustSpaceId: 'cams-demo0001', AuditStatus: 'pass', Page: { Index: 1, Size: 10 } },
    output: {
      ...answered,
      Success: true,
      Total: 1,
      ListTemplate: [
        {
          TemplateCode: '1119000000000000001',
          TemplateName: 'order_notice',
          TemplateType: 'WHATSAPP',
          Language: 'en',
          Category: 'UTILITY',
          AuditStatus: 'pass',
          LastUpdateTime: 1_790_000_000_000,
        },
      ],
    },
  },
})

export type ListTemplatesInput = InputOf<typeof listChatappTemplate>

const statuses: readonly string[] = ['pass', 'fail', 'auditing', 'unaudit']

export const auditStatusIsSupported = defineRule(
  {
    id: 'template.audit-status-is-supported',
    summary: 'AuditStatus, when given, is pass, fail, auditing or unaudit.',
    evidence: documented('Chat App error codes'),
  },
  ({ AuditStatus }: ListTemplatesInput) => {
    if (AuditStatus !== undefined && !statuses.includes(AuditStatus)) {
      throw new ApiError('InvalidParameter.AuditStatusNotSupport', {
        parameter: 'AuditStatus',
        given: AuditStatus,
        expected: statuses.join(', '),
      })
    }
  },
)

export const categoryCanBeQueried = defineRule(
  {
    id: 'template.category-can-be-queried',
    summary: 'Category, when given, is one that lists print.',
    evidence: documented(
      'TemplateListError.QueryError in the Chat App error codes; that an unknown category answers it is inferred',
    ),
  },
  ({ Category }: ListTemplatesInput) => {
    const known = [...categories, ...viberCategories]
    if (Category !== undefined && !known.includes(Category))
      throw new ApiError('TemplateListError.QueryError', {
        parameter: 'Category',
        given: Category,
        expected: `one of ${known.join(', ')}`,
      })
  },
)

export const pageIsSmall = defineRule(
  {
    id: 'template.page-is-small',
    summary: 'A page has any size, or at most 100 entries by option.',
    evidence: assumed('no text names a maximum'),
  },
  ({ Page }: ListTemplatesInput, { assumptions }: Choices) => {
    if (Page !== undefined && assumptions.templatePageSize === '100' && Page.Size > 100)
      throw new ApiError('InvalidParameter.PageInvalid', {
        parameter: 'Page',
        given: Page.Size,
        expected: 'a Size of at most 100',
      })
  },
)
