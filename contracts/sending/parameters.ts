import * as z from 'zod'

// Functions, as schemas are built on first use.

const productItem = () => z.object({ ProductRetailerId: z.string().optional() })

const productSection = () =>
  z.object({
    Title: z.string().optional(),
    ProductItems: z.array(productItem()).optional(),
  })

/** What is said to one person through a template. */
export const personalFields = () => ({
  TemplateParams: z
    .record(z.string(), z.string())
    .optional()
    .meta({ description: 'One entry per `$(name)` variable of the template.' }),
  Payload: z
    .array(z.string())
    .optional()
    .meta({ description: 'One entry per QUICK_REPLY button, echoed when the button is pressed.' }),
  ProductAction: z
    .object({
      ThumbnailProductRetailerId: z.string().optional(),
      Sections: z.array(productSection()).optional(),
    })
    .optional()
    .meta({ description: 'WhatsApp CATALOG and MPM templates only: at most 10 sections and 30 products.' }),
  FlowAction: z
    .object({
      FlowToken: z.string().optional(),
      FlowActionData: z.record(z.string(), z.unknown()).optional(),
    })
    .optional()
    .meta({ description: 'WhatsApp FLOW templates only.' }),
})

/** Which template is sent. */
export const templateFields = () => ({
  TemplateCode: z
    .string()
    .optional()
    .meta({ description: 'Code of the template; this or TemplateName is needed.' }),
  TemplateName: z
    .string()
    .optional()
    .meta({ description: 'Name of the template; this or TemplateCode is needed.' }),
})

/** For whom and as what a message is sent. */
export const senderFields = () => ({
  From: z.string().meta({
    description:
      'WhatsApp: business number, digits only; viber: service id; messenger: page id; instagram: account id.',
  }),
  CustSpaceId: z
    .string()
    .optional()
    .meta({ description: 'Space (instance) id.', examples: ['cams-demo0001'] }),
  CustWabaId: z.string().optional().meta({ description: 'Predecessor of CustSpaceId.', deprecated: true }),
  IsvCode: z.string().optional().meta({ description: 'ISV verification code.', deprecated: true }),
  TaskId: z.string().optional().meta({ description: "The caller's own id, returned in receipts." }),
})

/** When an SMS is sent instead. */
export const fallBackFields = () => ({
  FallBackId: z.string().optional().meta({ description: 'Id of a fallback policy.' }),
  FallBackContent: z.string().optional().meta({ description: 'Text of the fallback SMS.' }),
  FallBackDuration: z
    .int32()
    .min(10)
    .max(43_200)
    .optional()
    .meta({ description: 'Seconds until the fallback, 60 to 43200 (the schema of 2024 allowed 10).' }),
  FallBackRule: z
    .enum(['undelivered', 'sentFailed'])
    .optional()
    .meta({ description: 'When to fall back; `undelivered` if absent.' }),
})

/** What only viber knows. */
export const viberFields = () => ({
  Ttl: z
    .int()
    .min(30)
    .max(1_209_600)
    .optional()
    .meta({ description: 'Viber only: seconds a message may wait.' }),
  Label: z
    .enum(['promotion', 'transaction', 'pormotion'])
    .optional()
    .meta({ description: 'Viber only. Some editions print `pormotion`, a slip that is accepted.' }),
  Tag: z.string().optional().meta({ description: 'Viber only: a free tag.' }),
})

/** What SDKs since July 2025 can send with every call. */
export const ownerFields = () => ({
  OwnerId: z.int().optional().meta({ description: 'Hidden owner parameter of SDKs since July 2025.' }),
  ResourceOwnerAccount: z
    .string()
    .optional()
    .meta({ description: 'Hidden owner parameter of SDKs since July 2025.' }),
  ResourceOwnerId: z
    .int()
    .optional()
    .meta({ description: 'Hidden owner parameter of SDKs since July 2025.' }),
})

export const recipientType = () =>
  z
    .string()
    .optional()
    .meta({ description: '`individual` or `group`; since July 2026, without text of its own.' })
