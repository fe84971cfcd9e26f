import type { JsonSchema, Operation } from '../operation.ts'

/** What samples are made for: the values of the call, which the answer repeats, and the time. */
export interface SampleContext {
  /** Parameters of the call; a field of the same name and type answers the same value. */
  readonly given: Readonly<Record<string, unknown>>
  /** Milliseconds since the epoch. */
  readonly now: number
}

/** Samples in documents, where nobody calls. */
const onPaper: SampleContext = { given: {}, now: Date.parse('2026-01-01T00:00:00Z') }

/** Nested deeper than any answer of the API, a sample stops. */
const deepest = 8
const hour = 3_600_000

/** A value of the schema: the same for the same schema and context. It means nothing beyond its shape. */
export function sample(
  schema: JsonSchema,
  { requiredOnly = false, context = onPaper }: { requiredOnly?: boolean; context?: SampleContext } = {},
): unknown {
  return valueOf(schema, '', 0)

  function valueOf(part: JsonSchema, name: string, depth: number): unknown {
    if (part.examples?.[0] !== undefined) return part.examples[0]
    const given = context.given[name]
    if (given !== undefined && typeof given === part.type) return given
    switch (part.type) {
      case 'object':
        if (depth > deepest) return {}
        return Object.fromEntries(
          Object.entries(part.properties ?? {})
            .filter(([key]) => !requiredOnly || part.required?.includes(key))
            .map(([key, value]) => [key, valueOf(value, key, depth + 1)]),
        )
      case 'array':
        return depth > deepest ? [] : [valueOf(part.items ?? {}, name, depth + 1)]
      case 'integer':
      case 'number':
        return typeof part.minimum === 'number' ? part.minimum : numberFor(name, context.now)
      case 'boolean':
        return true
      default:
        return textFor(name, context.now)
    }
  }
}

/** An answer of success that fits the schema of the operation. */
export function sampleAnswer(
  { outputSchema }: Pick<Operation, 'outputSchema'>,
  context?: SampleContext,
): Record<string, unknown> {
  // A few operations declare a number as their Code; clients take 200 for success.
  const Code = outputSchema.properties?.['Code']?.type === 'integer' ? 200 : 'OK'
  // Only a refusal has a detail of why access was denied.
  const { AccessDeniedDetail: _, ...fields } = sample(outputSchema, context && { context }) as Record<
    string,
    unknown
  >
  return { ...fields, Code, Message: 'OK' }
}

/** Times to come are an hour away; times that were are now. Seconds for what tokens say of themselves, milliseconds elsewhere. */
function numberFor(name: string, now: number): number {
  if (/^(Expire|PreviewUrlExpires|TokenExpiryTimestamp)$/.test(name)) return Math.floor((now + hour) / 1000)
  if (name.startsWith('NextEligible')) return now + hour
  if (/(Create|Creation|Update|Submit|Send|Audit)(Time|Timestamp|d?Time)$/.test(name)) return now
  return 1
}

/** Texts by what their name says they are; anything else is `sample-` and the name. */
const texts: readonly (readonly [name: RegExp, text: (name: string, now: number) => string])[] = [
  [/^(End|Close|Expire|DateStop)/, (name, now) => timeText(name, now + hour)],
  [/(Time|Date|DateStart)$/, timeText],
  [/TimeMs$/, (_, now) => String(now + hour)],
  [/Timezone/, () => 'UTC'],
  [/(Url|Uri)$/, (name) => `https://example.com/${name}`],
  [/(E?Mail)$/, () => 'someone@example.com'],
  [
    /(PhoneNumber|TelNumber|BusinessNumber|ParticipantNumber|UserNumber|ContactPhone)$/,
    () => '8613900000001',
  ],
  [/^(Next)?Language(Code)?$/, () => 'en'],
  [/^Currency$/, () => 'USD'],
  [/Country$|CountryId$/, () => 'SG'],
  [/^Code$/, () => 'OK'],
]

function textFor(name: string, now: number): string {
  return texts.find(([pattern]) => pattern.test(name))?.[1](name, now) ?? `sample-${name}`
}

function timeText(name: string, time: number): string {
  const text = new Date(time).toISOString()
  return /Date/.test(name) ? text.slice(0, 10) : `${text.slice(0, 19)}Z`
}
