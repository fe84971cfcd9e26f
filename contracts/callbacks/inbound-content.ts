import * as z from 'zod'

const media = {
  id: z.string(),
  mimeType: z.string(),
  url: z.string().meta({ description: 'Lives for 7 days.' }),
}
const name = z.string().optional()

/**
 * What the `Message` of an inbound item holds, by its `Type`; a TEXT is plain text.
 * CONTACTS and SYSTEM are documented to exist, their fields could not be read.
 */
export const inboundContents = {
  LOCATION: z.looseObject({
    address: z.string(),
    latitude: z.string(),
    longitude: z.string(),
    name: z.string(),
  }),
  DOCUMENT: z.looseObject({ ...media, name, filename: z.string().optional() }),
  VIDEO: z.looseObject({ ...media, name }),
  AUDIO: z.looseObject({ ...media, name, filename: z.string().optional(), animated: z.boolean().optional() }),
  REPLY: z.looseObject({
    text: z.string(),
    payload: z
      .string()
      .optional()
      .meta({ description: "Entry of the request's Payload at the button's position." }),
  }),
  IMAGE: z.looseObject({ ...media, caption: z.string().optional() }),
  CONTACTS: z.unknown(),
  SYSTEM: z.unknown(),
} as const
