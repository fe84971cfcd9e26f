import { mockUnderTest, type MockUnderTest, type Reply } from './mock-under-test.ts'
import type { Parameters } from './signed-requests.ts'

type Part = Readonly<Record<string, unknown>>

/** Parts of templates, as calls describe them. */
export const body = (Text = 'Hello $(name)!'): Part => ({ Type: 'BODY', Text })
export const header = (Text: string): Part => ({ Type: 'HEADER', Format: 'TEXT', Text })
export const media = (Format: string, Url = 'https://files.example/one'): Part => ({
  Type: 'HEADER',
  Format,
  Url,
})
export const footer = (Text = 'Goodbye'): Part => ({ Type: 'FOOTER', Text })
export const buttons = (...Buttons: Part[]): Part => ({ Type: 'BUTTONS', Buttons })
export const reply = (Text = 'Yes'): Part => ({ Type: 'QUICK_REPLY', Text })
export const link = (Url = 'https://shop.example/', more: Part = {}): Part => ({
  Type: 'URL',
  Text: 'Open',
  Url,
  ...more,
})
export const phone = (PhoneNumber = '+8613800000001'): Part => ({
  Type: 'PHONE_NUMBER',
  Text: 'Call',
  PhoneNumber,
})
export const card = (...CardComponents: Part[]): Part => ({ CardComponents })
export const carousel = (...Cards: Part[]): Part => ({ Type: 'CAROUSEL', Cards })
export const offer = (
  HasExpiration: boolean | undefined,
  Text: string | undefined = 'Ten percent off',
): Part => ({ Type: 'LIMITED_TIME_OFFER', Text, ...(HasExpiration !== undefined && { HasExpiration }) })

/** A call of CreateChatappTemplate that the demo world accepts, with changes; undefined leaves a parameter out. */
export const newTemplate = (changes: Parameters = {}): Record<string, unknown> => ({
  TemplateType: 'WHATSAPP',
  Name: 'order_shipped',
  Language: 'en',
  Category: 'UTILITY',
  CustSpaceId: 'cams-demo0001',
  Components: [body()],
  ...changes,
})

/** Creates a template in an emulator, a fresh one unless given. */
export const create = (changes: Parameters = {}, mock: MockUnderTest = mockUnderTest()): Promise<Reply> =>
  mock.call(newTemplate(changes), { action: 'CreateChatappTemplate' })

/** Calls an operation for the demo space. */
export const ask = (mock: MockUnderTest, action: string, parameters: Parameters = {}): Promise<Reply> =>
  mock.call({ CustSpaceId: 'cams-demo0001', ...parameters }, { action })

/** The Data of an answer. */
export const dataOf = ({ body: { Data } }: Reply): Readonly<Record<string, unknown>> =>
  (Data ?? {}) as Record<string, unknown>
