import * as z from 'zod'
import { parseDuration } from '../../contracts/duration.ts'
import { didYouMean } from '../../contracts/nearest.ts'
import { parseQuery, toTime } from '../query/parse-query.ts'
import { stages, type FaultRule } from '../world/faults.ts'
import { faultNames, faultOf } from './library/index.ts'

const query = z.string().superRefine((text, context) => {
  try {
    parseQuery(text)
  } catch (error) {
    context.addIssue({ code: 'custom', message: (error as Error).message })
  }
})
const instant = z
  .union([z.string(), z.number().min(0)])
  .refine(
    (value) => typeof value === 'number' || parseDuration(value) !== undefined || toTime(value) !== undefined,
    'a time such as 2026-01-01T00:00:00Z, or a duration such as 90s from when the rule is set',
  )
const ordinal = z.int().min(1)

/** When a fault strikes: everything given must hold, and is looked at in this order. */
const condition = z.strictObject({
  operation: z
    .string()
    .optional()
    .meta({ description: 'Operation called, `*` for any text; of a receipt its type.' }),
  account: z.string().optional().meta({ description: 'Uid of the account that calls.' }),
  key: z
    .string()
    .optional()
    .meta({ description: 'AccessKeyId; that of a world made from another one may be named as there.' }),
  query: query.optional().meta({
    description:
      'A query on the exchange, such as `to:8613800000001 task:A`; what the answer says is known after commit.',
  }),
  from: instant.optional().meta({ description: "Not before this, on the world's clock." }),
  until: instant.optional().meta({ description: 'No longer after this.' }),
  nth: z
    .union([ordinal, z.array(ordinal).min(1)])
    .optional()
    .meta({ description: 'Which of the calls for which all of the above holds, counted from 1.' }),
  every: ordinal.optional().meta({ description: 'Every so many of them.' }),
  probability: z
    .number()
    .min(0)
    .max(1)
    .optional()
    .meta({ description: 'By chance, from the seed of the world.' }),
  count: ordinal.optional().meta({ description: 'At most so often.' }),
})

/** Complains about an `until` that is not after `from`, where that does not depend on when the rule is set. */
function checkOrder({ from, until }: z.output<typeof condition>, refuse: (message: string) => void): void {
  if (from === undefined || until === undefined) return
  const [begin, end] = [from, until].map((given) =>
    typeof given === 'number' ? { time: given } : { after: parseDuration(given), time: toTime(given) },
  )
  const [a, b] =
    begin?.after === undefined || end?.after === undefined
      ? [begin?.time, end?.time]
      : [begin.after, end.after]
  if (a !== undefined && b !== undefined && b <= a)
    refuse(`${until} is not after from, which is ${from}: the fault could never strike`)
}

/** A fault that is to happen: which one, how, where and when. Field by field this is the documentation of the format. */
export const faultRule = z
  .strictObject({
    id: z
      .string()
      .regex(/^[A-Za-z0-9._-]{1,64}$/, 'letters, digits, dots and hyphens')
      .optional()
      .meta({ description: 'A name to remove it by; f1, f2, … unless given.' }),
    fault: z.string().meta({ description: 'Name of the fault, one of `docs/reference/faults.md`.' }),
    with: z.record(z.string(), z.unknown()).default({}).meta({ description: 'Its parameters.' }),
    at: z
      .string()
      .optional()
      .meta({
        description: `Where it strikes, one of ${Object.keys(stages).join(', ')}; each fault has some of them and a usual one.`,
      }),
    when: condition.default({}),
  })
  .transform((rule, context): FaultRule => {
    const refuse = (path: PropertyKey[], message: string): never => {
      context.addIssue({ code: 'custom', path, message })
      return z.NEVER
    }
    const fault = faultOf(rule.fault)
    if (fault === undefined)
      return refuse(
        ['fault'],
        `there is no fault ${rule.fault}.${didYouMean(rule.fault, faultNames)} All are listed by: chatapp-mock fault known`,
      )
    const { id, when } = rule
    checkOrder(when, (message) => context.addIssue({ code: 'custom', path: ['when', 'until'], message }))
    const at = fault.at.find((stage) => stage === (rule.at ?? fault.at[0]))
    if (at === undefined)
      return refuse(
        ['at'],
        `${fault.name} cannot strike at ${rule.at}.${didYouMean(String(rule.at), fault.at)} It can at ${fault.at.join(', ')}.`,
      )
    if (at === 'callback' && when.key !== undefined)
      return refuse(['when', 'key'], 'a receipt has no key; name the account instead')
    const schema = fault.with()
    const parsed = schema.safeParse(rule.with, { reportInput: true })
    if (parsed.success)
      return { ...(id === undefined ? {} : { id }), fault: fault.name, with: parsed.data, at, when }
    // With a misspelt name the rest cannot be judged: what is missing may be what it stands for.
    const misspelt = parsed.error.issues.filter(({ code }) => code === 'unrecognized_keys')
    for (const issue of misspelt.length > 0 ? misspelt : parsed.error.issues) {
      const known = Object.keys(schema.shape)
      if (issue.code !== 'unrecognized_keys')
        context.addIssue({ code: 'custom', path: ['with', ...issue.path], message: complaint(issue) })
      else
        for (const key of issue.keys)
          context.addIssue({
            code: 'custom',
            path: ['with', key],
            message: `${fault.name} has no parameter ${key}.${didYouMean(key, known)} ${known.length === 0 ? 'It has none.' : `It has ${known.join(', ')}.`}`,
          })
    }
    return z.NEVER
  })

function complaint(issue: z.core.$ZodIssue): string {
  if (issue.code !== 'invalid_value') return issue.message
  const values = issue.values.map(String)
  return `expected one of ${values.join(', ')}.${typeof issue.input === 'string' ? didYouMean(issue.input, values) : ''}`
}

/** A rule as a person writes it. */
export type FaultRuleInput = z.input<typeof faultRule>
