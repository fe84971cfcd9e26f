import * as z from 'zod'

// Functions, as schemas are built on first use.

const app = () => z.object({ PackageName: z.string().optional(), SignatureHash: z.string().optional() })

const button = () =>
  z.object({
    Type: z.string().meta({
      description: 'PHONE_NUMBER, URL, QUICK_REPLY, COPY_CODE, ONE_TAP, ZERO_TAP, MPM, CATALOG or FLOW.',
    }),
    Text: z.string().optional().meta({ description: 'What stands on the button; no variables.' }),
    PhoneNumber: z.string().optional(),
    Url: z.string().optional().meta({ description: 'At most one `$(name)` variable, with UrlType dynamic.' }),
    UrlType: z.string().optional().meta({ description: 'static or dynamic.' }),
    CouponCode: z.string().optional().meta({ description: 'Letters and digits, or one variable.' }),
    AutofillText: z.string().optional().meta({ description: 'ONE_TAP and ZERO_TAP.' }),
    SupportedApps: z.array(app()).max(5).optional().meta({ description: 'ONE_TAP and ZERO_TAP.' }),
    PackageName: z.string().optional().meta({ deprecated: true }),
    SignatureHash: z.string().optional().meta({ deprecated: true }),
    FlowId: z.string().optional(),
    FlowAction: z.string().optional().meta({ description: 'NAVIGATE or DATA_EXCHANGE.' }),
    NavigateScreen: z.string().optional(),
    IsOptOut: z
      .boolean()
      .optional()
      .meta({ description: 'Marks a QUICK_REPLY of a MARKETING template as the way to unsubscribe.' }),
  })

const cardButton = () =>
  button().pick({ Type: true, Text: true, PhoneNumber: true, Url: true, UrlType: true })

const cardComponent = () =>
  z.object({
    Type: z.string().meta({ description: 'BODY, HEADER or BUTTONS.' }),
    Format: z.string().optional().meta({ description: 'IMAGE or VIDEO, the same on all cards.' }),
    Text: z.string().optional(),
    Url: z.string().optional(),
    Buttons: z.array(cardButton()).optional(),
  })

const fields = () => ({
  Type: z.string().meta({ description: 'BODY, HEADER, FOOTER, BUTTONS, CAROUSEL or LIMITED_TIME_OFFER.' }),
  Text: z.string().optional().meta({ description: 'With `$(name)` variables.' }),
  Format: z.string().optional().meta({ description: 'Of a HEADER: TEXT, IMAGE, DOCUMENT or VIDEO.' }),
  Url: z.string().optional().meta({ description: 'Of a HEADER with media.' }),
  Caption: z.string().optional(),
  FileName: z.string().optional().meta({ description: 'Of a DOCUMENT.' }),
  FileType: z.string().optional().meta({ description: 'Viber: of a document or video.' }),
  ThumbUrl: z.string().optional().meta({ description: 'Viber: of a video.' }),
  Duration: z.int32().min(0).max(600).optional().meta({ description: 'Viber: seconds of a video.' }),
  Buttons: z.array(button()).optional(),
  AddSecretRecommendation: z
    .boolean()
    .optional()
    .meta({ description: 'AUTHENTICATION: advises not to share the code.' }),
  CodeExpirationMinutes: z
    .int32()
    .min(1)
    .max(90)
    .optional()
    .meta({ description: 'FOOTER of AUTHENTICATION.' }),
  Cards: z
    .array(z.object({ CardComponents: z.array(cardComponent()) }))
    .min(1)
    .max(10)
    .optional()
    .meta({ description: 'Of a CAROUSEL.' }),
  HasExpiration: z.boolean().optional().meta({ description: 'Of a LIMITED_TIME_OFFER.' }),
})

/** A part of a template, as a call describes it. */
const component = () => z.object(fields())

/** The parts of a template. */
export const components = () => z.array(component()).meta({ description: 'The parts of the template.' })

/** A sample value for each variable, for the people who review the template. */
export const example = () =>
  z
    .record(z.string(), z.string())
    .optional()
    .meta({ description: 'A sample value for each variable, for the review.' })

/** What a button leads to next. The catalogue of fields is published, their meaning is not. */
const nextStep = () =>
  z.object({
    Action: z.string().optional(),
    IntentCode: z.string().optional(),
    NextTemplateCode: z.string().optional(),
    NextTemplateName: z.string().optional(),
    NextLanguageCode: z.string().optional(),
  })

/** The parts of a template, as GetChatappTemplateDetail answers them: with more fields, one of them spelled in its own way. */
export const detailedComponents = () =>
  z.array(
    z.looseObject({
      ...fields(),
      Buttons: z.array(button().extend({ ExtendAttrs: nextStep().optional() })).optional(),
      hasExpiration: z.boolean().optional(),
      OfferExpirationTimeMs: z.string().optional(),
      Latitude: z.string().optional(),
      Longitude: z.string().optional(),
      LocationName: z.string().optional(),
      LocationAddress: z.string().optional(),
    }),
  )

export type Component = z.infer<ReturnType<typeof component>>
export type Button = z.infer<ReturnType<typeof button>>
