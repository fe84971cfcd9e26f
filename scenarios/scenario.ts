import * as z from 'zod'
import { parseDuration } from '../contracts/duration.ts'

const name = z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'lower-case words joined by hyphens')
const binding = z
  .string()
  .regex(/^[a-z][A-Za-z0-9]*$/, 'a name such as send or firstReply')
  .meta({ description: 'Later steps use its values as `{{name.Field}}`.' })
const duration = z
  .string()
  .refine((text) => parseDuration(text) !== undefined, 'a duration such as 250ms, 90s, 2h or 1d12h')
  .meta({ description: 'A duration such as `250ms`, `90s`, `2h`, `1d12h`.' })
const offset = z
  .string()
  .refine(
    (text) => parseDuration(text.replace(/^[+-]/, '')) !== undefined,
    'a duration with or without a sign, such as -16m or 14m',
  )
const codes = z.union([z.string(), z.array(z.string()).min(1), z.strictObject({ $matches: z.string() })])
const fields = z.record(z.string(), z.unknown())
const count = z.int().min(1).max(100_000).default(1)

/** What an answer has to be. Names that begin with a capital are fields of its body. */
const expectation = z
  .object({
    error: codes
      .optional()
      .meta({ description: 'Code of the refusal, or a list of codes of which one must come.' }),
    status: z
      .union([z.int(), z.strictObject({ $oneOf: z.array(z.int()) })])
      .optional()
      .meta({ description: 'HTTP status.' }),
    rule: z.string().optional().meta({
      description: 'Rule that decides; looked at only where the target names rules, as the emulator does.',
    }),
    format: z.enum(['JSON', 'XML']).optional(),
    failure: z
      .enum(['connection', 'connect-timeout', 'answer-timeout', 'incomplete-answer', 'unexpected-answer'])
      .optional()
      .meta({ description: 'How the call fails instead of having an answer of the API.' }),
  })
  .catchall(z.unknown())

/** How a call is signed and sent by a client that knows how. */
const client = z.strictObject({
  key: z.string().default('main').meta({
    description: 'Who calls: main, sts, sender, reader, inactive, other, unsubscribed, or the id of a key.',
  }),
  signature: z.enum(['V3', 'V1']).default('V3'),
  style: z.enum(['form', 'query']).default('form').meta({ description: 'Where parameters travel.' }),
})

/** What a call has that no client would send. The call is then signed by hand. */
const wire = z.strictObject({
  method: z.string().optional(),
  action: z.string().optional(),
  version: z.string().optional(),
  at: offset.optional().meta({ description: 'How far the clock of the caller is off.' }),
  timestamp: z.string().optional().meta({ description: 'The timestamp as text.' }),
  nonce: z.string().optional(),
  secret: z.string().optional().meta({ description: 'Signs with this secret instead of the right one.' }),
  accessKeyId: z.string().optional().meta({ description: 'Calls with this key id instead of a known one.' }),
  securityToken: z.string().optional(),
  algorithm: z.string().optional().meta({ description: 'Algorithm named in the V3 Authorization header.' }),
  format: z.string().optional().meta({ description: 'V1: the Format parameter.' }),
  authorization: z.string().optional().meta({ description: 'V3: the whole Authorization header.' }),
  without: z
    .array(z.string())
    .default([])
    .meta({ description: 'V1 system parameters or V3 headers that are left out.' }),
  system: z
    .record(z.string(), z.string())
    .default({})
    .meta({ description: 'V1 system parameters or V3 headers that are set, before signing.' }),
  unsigned: z.boolean().default(false).meta({ description: 'Sends neither key nor signature.' }),
})

/** Every kind of step, by the word it begins with. */
export const stepKinds = {
  call: z.strictObject({
    call: z.string().min(1).meta({ description: 'Operation to call.' }),
    name: binding.optional(),
    with: fields
      .default({})
      .meta({ description: 'Parameters that differ from the usual ones; null leaves one out.' }),
    extra: z
      .record(z.string(), z.string())
      .default({})
      .meta({ description: 'Parameters the operation does not have.' }),
    times: z
      .int()
      .min(1)
      .max(1000)
      .default(1)
      .meta({ description: 'How often the call is made; every answer has to be as expected.' }),
    as: client.default({ key: 'main', signature: 'V3', style: 'form' }),
    wire: wire.optional(),
    expect: expectation.default({ Code: 'OK' }),
  }),
  wait: z.strictObject({
    wait: duration.meta({
      description: 'Time passes: at once where the clock can be moved, really elsewhere.',
    }),
  }),
  advance: z.strictObject({
    advance: duration.meta({ description: 'Moves the clock of the world; only where it can be moved.' }),
  }),
  messages: z.strictObject({
    messages: z.string().meta({ description: 'Query for messages; the world goes on until they match.' }),
    name: binding.optional().meta({ description: 'Name of the first message that matches.' }),
    count,
    within: duration.optional(),
    never: z.boolean().default(false).meta({ description: 'Expects that no message comes to match.' }),
    have: fields.default({}).meta({ description: 'What every message that matches has.' }),
  }),
  receipts: z.strictObject({
    receipts: z.enum(['ChatAppStatus', 'ChatAppInbound', 'ChatAppAudit']),
    name: binding.optional().meta({ description: 'Name of the first receipt that matches.' }),
    where: fields.default({}).meta({ description: 'What a receipt must have to count.' }),
    count,
    have: fields.default({}).meta({ description: 'What every receipt that counts has.' }),
  }),
  fault: z.strictObject({
    fault: z.string().min(1).meta({
      description:
        'Name of a fault that is to happen from now on, one of docs/reference/faults.md; `none` clears all.',
    }),
    with: fields.optional().meta({ description: 'Its parameters.' }),
    at: z.string().optional().meta({ description: 'Where it strikes.' }),
    when: fields.optional().meta({ description: 'When it strikes.' }),
  }),
  person: z.strictObject({
    person: z.string().meta({ description: 'Number of the person who writes.' }),
    name: binding.optional(),
    to: z.string().optional(),
    channel: z.string().optional(),
    replyTo: z.string().optional(),
    text: z.string().optional(),
    button: z.union([z.string(), z.int().min(1)]).optional(),
    reaction: z.string().optional(),
    media: fields.optional(),
    location: fields.optional(),
    have: fields.default({}).meta({ description: 'What the receipt of it has.' }),
  }),
} as const satisfies Record<string, z.ZodObject>

export type StepKind = keyof typeof stepKinds
export type StepOf<Kind extends StepKind> = z.output<(typeof stepKinds)[Kind]>
export type Step = { [Kind in StepKind]: StepOf<Kind> }[StepKind]
type StepInput = { [Kind in StepKind]: z.input<(typeof stepKinds)[Kind]> }[StepKind]

/** The world a scenario starts in, beyond the demo world. */
const given = z.strictObject({
  accounts: z.array(fields).optional().meta({ description: 'Accounts, as a world file has them.' }),
  assumptions: z.record(z.string(), z.string()).optional(),
  reviews: fields.optional(),
  plan: fields.optional().meta({ description: 'How messages fare.' }),
  pushes: fields.optional(),
  disorder: fields.optional(),
  faults: z
    .array(fields)
    .optional()
    .meta({ description: 'What goes wrong: rules as docs/reference/faults.md describes them.' }),
  lenient: z.boolean().optional(),
  throttled: z.boolean().optional(),
  seed: z.int().min(0).optional(),
  receipts: z
    .boolean()
    .default(false)
    .meta({ description: 'Receipts are pushed to somebody who acknowledges them.' }),
})

export const scenarioHead = z.strictObject({
  $schema: z.string().optional(),
  name,
  summary: z.string().min(1).meta({ description: 'What happens, as one sentence.' }),
  effectOnLive: z.enum(['none', 'sends', 'never']).meta({
    description:
      'What a live run would do to real people: nothing, send messages, or it is never played on live.',
  }),
  covers: z
    .array(z.string())
    .default([])
    .meta({ description: 'Parameters, error codes and topics the scenario is about.' }),
  given: given.default({ receipts: false }),
  story: z.array(fields).min(1),
})

/** A situation one can enter and a story one can play. */
export interface Scenario extends Omit<z.output<typeof scenarioHead>, 'story' | '$schema'> {
  readonly story: readonly Step[]
}
export type ScenarioInput = Omit<z.input<typeof scenarioHead>, 'story' | '$schema'> & {
  readonly story: readonly StepInput[]
}
export type Given = Scenario['given']

/** The kind of a step; undefined when it is none. */
export const kindOf = (step: object): StepKind | undefined =>
  (Object.keys(stepKinds) as StepKind[]).find((kind) => kind in step)

/** JSON Schema of a scenario file, for editors. */
export function scenarioJsonSchema(): Record<string, unknown> {
  const head = z.toJSONSchema(scenarioHead, { target: 'draft-2020-12', io: 'input' }) as {
    properties: Record<string, object>
  }
  const step = {
    anyOf: Object.values(stepKinds).map((kind) => ({
      ...z.toJSONSchema(kind, { target: 'draft-2020-12', io: 'input' }),
      $schema: undefined,
    })),
  }
  return {
    ...head,
    title: 'Scenario of chatapp-mock',
    properties: { ...head.properties, story: { type: 'array', minItems: 1, items: step } },
  }
}
