import * as z from 'zod'

/** Parameters that say which space of the caller an operation is about. */
export const spaceParameters = () => ({
  CustSpaceId: z
    .string()
    .optional()
    .meta({ description: 'Space (instance) id.', examples: ['cams-demo0001'] }),
  IsvCode: z.string().optional().meta({ description: 'ISV verification code.', deprecated: true }),
})

/** The id of the WhatsApp Business Account, which older operations took instead of the space. */
export const wabaParameter = () => ({
  CustWabaId: z.string().optional().meta({ description: 'Predecessor of CustSpaceId.', deprecated: true }),
})

/** Parameters the gateway understands everywhere, hidden from the pages of the operations. */
export const ownerParameters = () => ({
  OwnerId: z.int().optional().meta({ description: 'Hidden owner parameter.' }),
  ResourceOwnerAccount: z.string().optional().meta({ description: 'Hidden owner parameter.' }),
  ResourceOwnerId: z.int().optional().meta({ description: 'Hidden owner parameter.' }),
})

/** What every answer carries. */
export const answerFields = () => ({
  RequestId: z.string().meta({ description: 'Upper-case UUID, equal to the header x-acs-request-id.' }),
  Code: z.string().meta({ description: '`OK`, or the code of an error.' }),
  Message: z.string(),
  AccessDeniedDetail: z.string().optional(),
})

/** What every answer of an example carries. */
export const answered = {
  RequestId: '7B2E6C31-0F4D-5A1B-9C77-1D2A3B4C5D6E',
  Code: 'OK',
  Message: 'OK',
} as const

/** The codes the page of nearly every operation lists. */
export const listedErrors = [
  'Product.Unsubscript',
  'Ram.PermissionDeny',
  'System.LimitControl',
  'Unknown.ResourceOwnerId',
] as const
