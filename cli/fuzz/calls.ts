import type { Arbitrary } from 'fast-check'
import { languageCodes } from '../../contracts/languages.ts'
import type { JsonSchema } from '../../contracts/operation.ts'
import { sendChatappMassMessage } from '../../contracts/operations/send-chatapp-mass-message.ts'

type FastCheck = typeof import('fast-check')
type Parameters = Readonly<Record<string, unknown>>

/** A generated call: how it differs from the usual one, and what is wrong with it. */
export interface GeneratedCall {
  readonly with: Parameters
  /** In words; undefined for a call that has to be accepted. */
  readonly fault: string | undefined
}

const { properties = {}, required = [] } = sendChatappMassMessage.inputSchema

/** Mass sends from the contract: valid ones, and valid ones with a single fault. */
export function massSends(fc: FastCheck): Arbitrary<GeneratedCall> {
  const valid = validParameters(fc)
  const good = valid.map((parameters): GeneratedCall => ({ with: parameters, fault: undefined }))
  const bad = fc
    .tuple(valid, fc.constantFrom(...faults))
    .map(([parameters, { fault, change }]): GeneratedCall => ({ with: { ...parameters, ...change }, fault }))
  return fc.oneof(good, bad)
}

function validParameters(fc: FastCheck): Arbitrary<Parameters> {
  const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
  const person = fc.record(
    {
      // Reserved numbers fail on purpose; these do not begin like them.
      To: fc.integer({ min: 20_000_000, max: 99_999_999 }).map((rest) => `86138${rest}`),
      TemplateParams: fc.record({ name: text, order: text }),
      Payload: fc.array(text, { maxLength: 3 }),
      RecipientType: fc.constantFrom('individual', 'group'),
    },
    { requiredKeys: ['To', 'TemplateParams'] },
  )
  return fc.record(
    {
      SenderList: fc.array(person, { minLength: 1, maxLength: 12 }),
      TaskId: text,
      FallBackId: text,
      FallBackContent: text,
      FallBackDuration: fc.integer({ min: 60, max: 43_200 }),
      FallBackRule: fc.constantFrom('undelivered', 'sentFailed'),
      IsvCode: text,
      OwnerId: fc.nat(),
    },
    { requiredKeys: ['SenderList'] },
  )
}

interface Fault {
  readonly fault: string
  readonly change: Parameters
}

/** Single faults, as far as the contract says them; a few more that only the texts say. */
const faults: readonly Fault[] = [
  ...required.map((name): Fault => ({ fault: `${name} is missing`, change: { [name]: null } })),
  ...Object.entries(properties).flatMap(([name, schema]) => faultsOf(name, schema)),
  { fault: 'From has a plus', change: { From: '+8613900000001' } },
  { fault: 'Language is none', change: { Language: nonLanguage(), FallBackRule: 'undelivered' } },
  { fault: 'ChannelType is none', change: { ChannelType: 'pigeon' } },
  { fault: 'no template is named', change: { TemplateCode: null, FallBackRule: 'undelivered' } },
  { fault: 'To has a plus', change: { SenderList: [{ To: '+8613820000000' }] } },
  {
    fault: 'a variable is no text',
    change: { SenderList: [{ To: '8613820000000', TemplateParams: { name: 1 } }] },
  },
]

function faultsOf(name: string, { type, minimum, maximum, maxItems, enum: values }: JsonSchema): Fault[] {
  const is = (fault: string, value: unknown): Fault => ({
    fault: `${name} ${fault}`,
    change: { [name]: value },
  })
  return [
    ...(type === 'integer' ? [is('is no number', 'soon')] : []),
    ...(typeof minimum === 'number' && minimum > -1e9 ? [is('is too small', minimum - 1)] : []),
    ...(typeof maximum === 'number' && maximum < 1e9 ? [is('is too large', maximum + 1)] : []),
    ...(values === undefined ? [] : [is('is none of its values', 'none-of-these')]),
    ...(type === 'array' ? [is('is no list', 'x'), is('is empty', [])] : []),
    ...(typeof maxItems === 'number'
      ? [
          is(
            'is too long',
            Array.from({ length: maxItems + 1 }, () => ({ To: '8613820000000' })),
          ),
        ]
      : []),
  ]
}

function nonLanguage(): string {
  const name = 'tlh'
  if (languageCodes.has(name)) throw new Error(`${name} has become a language of the API; choose another`)
  return name
}
