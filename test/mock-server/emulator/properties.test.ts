import { readText } from '../../../mock-server/world/stores/stored-text.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { InputOf, JsonSchema } from '../../../contracts/operation.ts'
import { sendChatappMassMessage } from '../../../contracts/operations/send-chatapp-mass-message.ts'
import { mockUnderTest } from '../../mock-under-test.ts'
import type { Parameters, Signing } from '../../signed-requests.ts'

type Input = InputOf<typeof sendChatappMassMessage>

const { properties = {}, required = [] } = sendChatappMassMessage.inputSchema
const seed = Number(process.env['PROPERTIES_SEED'] ?? 20_200_606)
const runs = (numRuns: number) => ({ seed, numRuns })
const mock = mockUnderTest({ throttled: false })

/** Values of a JSON Schema. Texts may be any Unicode that a form can carry. */
function valuesOf(schema: JsonSchema): fc.Arbitrary<unknown> {
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum)
  switch (schema.type) {
    case 'string':
      return fc.string({ unit: 'grapheme', maxLength: 20 })
    case 'integer':
      return fc.integer({
        min: (schema['minimum'] as number | undefined) ?? 0,
        max: Math.min((schema['maximum'] as number | undefined) ?? 1_000_000, 2_000_000),
      })
    case 'array':
      return fc.array(valuesOf(schema.items ?? {}), { maxLength: 3 })
    case 'object':
      return schema.properties === undefined
        ? fc.dictionary(
            fc.string({ unit: 'grapheme', maxLength: 8 }),
            typeof schema.additionalProperties === 'object'
              ? valuesOf(schema.additionalProperties)
              : fc.jsonValue(),
            { maxKeys: 3 },
          )
        : fc.record(
            Object.fromEntries(
              Object.entries(schema.properties).map(([name, value]) => [name, valuesOf(value)]),
            ),
            { requiredKeys: [...(schema.required ?? [])] },
          )
    default:
      return fc.jsonValue()
  }
}

const digits = fc.stringMatching(/^[1-9][0-9]{6,14}$/)
const anyCase = (text: string): fc.Arbitrary<string> => fc.mixedCase(fc.constant(text))

/** Channel, sender and template of the demo world that go together. */
const situations = fc.oneof(
  fc.record({
    ChannelType: anyCase('whatsapp'),
    From: fc.constantFrom('8613900000001', '8613900000002'),
    TemplateCode: fc.constantFrom(
      '1119000000000000001',
      '1119000000000000002',
      '1119000000000000005',
      '1119000000000000006',
      '1119000000000000007',
      '1119000000000000008',
    ),
  }),
  fc.record({
    ChannelType: anyCase('viber'),
    From: fc.constant('90010001'),
    TemplateCode: fc.constant('1119000000000000011'),
  }),
  fc.record({
    ChannelType: anyCase('messenger'),
    From: fc.constant('100200300400500'),
    TemplateCode: fc.constant('1119000000000000002'),
  }),
  fc.record({
    ChannelType: anyCase('instagram'),
    From: fc.constant('17841400000000001'),
    TemplateName: fc.constant('welcome'),
  }),
)

const recipientSchema = (properties['SenderList'] as JsonSchema).items as JsonSchema
const recipients = fc.array(
  fc.tuple(valuesOf(recipientSchema), digits).map(([recipient, To]) => ({ ...(recipient as object), To })),
  { minLength: 1, maxLength: 5 },
)

/** Optional parameters, from their schemas; those that name things of the world stay away. */
const extras = fc.record(
  Object.fromEntries(
    Object.entries(properties)
      .filter(
        ([name]) =>
          !required.includes(name) &&
          !['TemplateCode', 'TemplateName', 'CustSpaceId', 'FallBackDuration'].includes(name),
      )
      .map(([name, schema]) => [name, valuesOf(schema)]),
  ),
  { requiredKeys: [] },
)

const validInputs: fc.Arbitrary<Input> = fc
  .record({
    extras,
    situation: situations,
    SenderList: recipients,
    rest: fc.record(
      {
        CustSpaceId: fc.constantFrom('cams-demo0001', ''),
        FallBackDuration: fc.integer({ min: 60, max: 43_200 }),
      },
      { requiredKeys: [] },
    ),
  })
  .map(
    ({ extras: some, situation, SenderList, rest }) =>
      ({ ...some, ...rest, ...situation, Language: 'en', SenderList }) as unknown as Input,
  )

const signings: fc.Arbitrary<Signing> = fc.constantFrom<Signing[]>(
  {},
  { place: 'query' },
  { method: 'GET' },
  { scheme: 'v1' },
  { scheme: 'v1', place: 'form-only' },
  { scheme: 'v1', method: 'GET' },
)

/** One thing done to a valid input, and who must refuse it with what. */
interface Mutation {
  readonly name: string
  readonly mutate: (input: Input) => Parameters
  readonly code: string
  readonly rule: string
}

const ownedByTypes = (name: string, code: string, mutate: Mutation['mutate']): Mutation => ({
  name,
  mutate,
  code,
  rule: 'gateway.parameters-fit-their-types',
})
const set =
  (parameter: string, value: unknown) =>
  (input: Input): Parameters => ({ ...input, [parameter]: value })
const firstRecipient =
  (more: Parameters) =>
  ({ SenderList: [first, ...rest], ...input }: Input): Parameters => ({
    ...input,
    SenderList: [{ ...first, ...more }, ...rest],
  })
/** On whatsapp, whose recipients are phone numbers. */
const onWhatsapp =
  (change: Mutation['mutate']) =>
  (input: Input): Parameters =>
    change({ ...input, ChannelType: 'whatsapp', From: '8613900000001', TemplateCode: '1119000000000000001' })

/** From the schema: what is required may not be missing, and ranges, lists of values and types hold. */
const schemaMutations: readonly Mutation[] = Object.entries(properties).flatMap(([name, schema]) => {
  const {
    minimum,
    maximum,
    enum: values,
    type,
  } = schema as JsonSchema & { minimum?: number; maximum?: number }
  return [
    ...(required.includes(name)
      ? [ownedByTypes(`${name} is left out`, `Missing${name}`, set(name, undefined))]
      : []),
    ...(minimum !== undefined && minimum > -1e9
      ? [ownedByTypes(`${name} is below its range`, `Invalid${name}`, set(name, minimum - 1))]
      : []),
    ...(maximum !== undefined
      ? [ownedByTypes(`${name} is above its range`, `Invalid${name}`, set(name, maximum + 1))]
      : []),
    ...(values !== undefined
      ? [ownedByTypes(`${name} is none of its values`, `Invalid${name}`, set(name, 'none of these'))]
      : []),
    ...(type === 'integer'
      ? [
          ownedByTypes(`${name} is no number`, `Invalid${name}`, set(name, 'seven')),
          ownedByTypes(`${name} is a fraction`, `Invalid${name}`, set(name, 7.5)),
        ]
      : []),
    ...(type === 'array'
      ? [
          ownedByTypes(`${name} is no list`, `Invalid${name}`, set(name, '{}')),
          ownedByTypes(`${name} is no JSON`, `Invalid${name}`, set(name, '[{')),
        ]
      : []),
  ]
})

/** Of a recipient: every member has its type. */
const recipientMutations: readonly Mutation[] = [
  ...Object.entries(recipientSchema.properties ?? {}).map(([name, { type }]) =>
    ownedByTypes(
      `${name} has another type than ${type}`,
      'InvalidSenderList',
      firstRecipient({ [name]: type === 'string' ? 1 : 'text' }),
    ),
  ),
  ownedByTypes('To is left out', 'MissingTo', firstRecipient({ To: undefined })),
  ownedByTypes(
    'SenderList has 1,001 entries',
    'InvalidSenderList',
    set(
      'SenderList',
      Array.from({ length: 1001 }, () => ({ To: '1' })),
    ),
  ),
  ownedByTypes('SenderList is empty', 'MissingSenderList', set('SenderList', [])),
]

const ruleMutations: readonly Mutation[] = [
  {
    name: 'ChannelType is line',
    mutate: set('ChannelType', 'line'),
    code: 'InvalidParameter.ChannelTypeNotSupport',
    rule: 'send.channel-is-supported',
  },
  {
    name: 'no template is named',
    mutate: (input) => ({
      ...input,
      TemplateCode: undefined,
      TemplateName: undefined,
      FallBackRule: 'undelivered',
    }),
    code: 'InvalidParameter.TemplateCodeNotEmpty',
    rule: 'send.template-is-named',
  },
  {
    name: 'Language is empty',
    mutate: (input) => ({ ...input, Language: '', FallBackRule: 'undelivered' }),
    code: 'InvalidParameter.LanguageNotEmpty',
    rule: 'send.language-is-given',
  },
  {
    name: 'Language is unknown',
    mutate: (input) => ({ ...input, Language: 'tlh', FallBackRule: 'undelivered' }),
    code: 'InvalidParameter.LanguageNotSupport',
    rule: 'send.language-is-supported',
  },
  {
    name: 'From has a plus',
    mutate: onWhatsapp(({ From, ...input }) => ({ ...input, From: `+${From}` })),
    code: 'InvalidParameter.FromOnlyNumeric',
    rule: 'send.sender-is-numeric',
  },
  {
    name: 'a To has a plus',
    mutate: onWhatsapp(firstRecipient({ To: '+8613800000001' })),
    code: 'InvalidParameter.ToOnlyNumeric',
    rule: 'send.recipients-are-numeric',
  },
  {
    name: 'FallBackDuration is 59',
    mutate: set('FallBackDuration', 59),
    code: 'InvalidFallBackDuration',
    rule: 'send.fallback-duration-is-in-range',
  },
  {
    name: 'there are 11 product sections',
    mutate: firstRecipient({ ProductAction: { Sections: Array.from({ length: 11 }, () => ({})) } }),
    code: 'InvalidSenderList',
    rule: 'send.products-are-within-limits',
  },
  {
    name: 'there are 31 products',
    mutate: firstRecipient({
      ProductAction: { Sections: [{ ProductItems: Array.from({ length: 31 }, () => ({})) }] },
    }),
    code: 'InvalidSenderList',
    rule: 'send.products-are-within-limits',
  },
  {
    name: "the space is somebody else's",
    mutate: set('CustSpaceId', 'cams-demo0002'),
    code: 'Unknown.ResourceOwnerId',
    rule: 'send.space-belongs-to-caller',
  },
  {
    name: 'the sender is unknown',
    mutate: set('From', '999'),
    code: 'ERR-OPERATION-MAAP-0065',
    rule: 'send.sender-is-registered',
  },
  {
    name: 'the template is unknown',
    mutate: (input) => ({ ...input, TemplateCode: 'none', FallBackRule: 'undelivered' }),
    code: 'DetailError.TemplateNotExist',
    rule: 'send.template-exists',
  },
  {
    name: 'the template is not approved',
    mutate: onWhatsapp((input) => ({
      ...input,
      TemplateCode: '1119000000000000003',
      FallBackRule: 'undelivered',
    })),
    code: 'DetailError.TemplateNotExist',
    rule: 'send.template-is-approved',
  },
]

it(`accepts what the contract allows, however it is signed and wherever it travels (seed ${seed})`, async () => {
  await fc.assert(
    fc.asyncProperty(validInputs, signings, async (input, signing) => {
      const { code, rule } = await mock.call(input, signing)
      expect({ code, rule }).toEqual({ code: 'OK', rule: 'SendChatappMassMessage.accepted' })
    }),
    runs(300),
  )
})

it(`stores the recipients as they were given (seed ${seed})`, async () => {
  await fc.assert(
    fc.asyncProperty(validInputs, signings, async (input, signing) => {
      const own = mockUnderTest()
      await own.call(input, signing)
      expect(
        own.batches().map(({ senderList, count }) => ({
          senderList: JSON.parse(readText(senderList)) as unknown,
          count,
        })),
      ).toEqual([
        {
          senderList: JSON.parse(JSON.stringify(input.SenderList)) as unknown,
          count: input.SenderList.length,
        },
      ])
    }),
    runs(40),
  )
})

describe(`a single mutation of a valid call is refused by the row that owns it (seed ${seed})`, () => {
  it.each([...schemaMutations, ...recipientMutations, ...ruleMutations])(
    '$name: $code',
    async ({ mutate, code, rule }) => {
      await fc.assert(
        fc.asyncProperty(validInputs, signings, async (input, signing) => {
          const batches = mock.batches().length
          const reply = await mock.call(mutate(input), signing)
          expect({ status: reply.status, code: reply.code, rule: reply.rule }).toEqual({
            status: 400,
            code,
            rule,
          })
          expect(mock.batches()).toHaveLength(batches)
        }),
        runs(15),
      )
    },
  )
})
