import { ApiError } from '../../contracts/errors/api-error.ts'
import { chosenBy, refusedUnder, type Assumptions } from '../../contracts/evidence/assumptions.ts'
import type { ErrorCode } from '../../contracts/errors/index.ts'
import { assumed, documented, type Evidence } from '../../contracts/evidence/evidence.ts'
import type { InputForm } from '../../contracts/input-form.ts'
import { defineRule } from '../../contracts/evidence/rule.ts'
import type { JsonSchema } from '../../contracts/operation.ts'
import type { SchemaViolation } from '../../contracts/validate.ts'
import { commonParameters } from '../../contracts/wire/system-parameters.ts'
import { decodeInput } from '../../contracts/wire/decode-input.ts'
import { explainJson, explainValue } from '../../contracts/wire/json-mistakes.ts'
import type { Call } from '../call/call.ts'
import type { World } from '../world/world.ts'
import { undot } from './dotted-lists.ts'
import { unreadKeys } from './unread/unread-keys.ts'

const parametersFitTheirTypes = defineRule(
  {
    id: 'gateway.parameters-fit-their-types',
    summary: 'Required parameters are there, and each has the type, range and length of the metadata.',
    evidence: documented(
      'Missing{ParameterName} and Invalid{ParameterName} in the common client error codes',
    ),
  },
  (violation: SchemaViolation | undefined, input: Record<string, unknown>, context: RefusalContext) => {
    if (violation !== undefined) throw refusal(violation, input, context)
  },
)

const parametersAreKnown = defineRule(
  {
    id: 'gateway.parameters-are-known',
    summary: 'Parameters that the operation does not have are ignored, or refused by option.',
    evidence: assumed('a public client sends a parameter the operation does not have'),
  },
  (parameters: ReadonlyMap<string, string>, { schema }: InputForm, { unknownParameters }: Assumptions) => {
    if (unknownParameters === 'ignored') return
    const known = schema.properties ?? {}
    const unknown = [...parameters.keys()].find(
      (name) => !Object.hasOwn(known, name) && !commonParameters.has(name),
    )
    if (unknown !== undefined)
      throw new ApiError('Invalid{parameter}', {
        parameter: unknown,
        given: unknown,
        expected: `one of ${Object.keys(known).join(', ')}`,
        evidence: chosenBy('unknownParameters', 'refused'),
      })
  },
)

/** Reads the operation's input from the parameters of the call. */
export function parseInput(call: Call, form: InputForm, world: World): Record<string, unknown> {
  const parameters = readParameters(call, form, world.assumptions)
  parametersAreKnown(parameters, form, world.assumptions)
  const input = decodeInput(parameters, form.schema, {
    numbersAsText: world.assumptions.numbersAsText === 'read',
  })
  parametersFitTheirTypes(form.validate(input), input, {
    assumptions: world.assumptions,
    parameters,
    schema: form.schema,
  })
  return input
}

export const parseInputRules = [parametersAreKnown, parametersFitTheirTypes]

function readParameters(
  call: Call,
  { schema }: InputForm,
  { jsonBody, dottedLists }: Assumptions,
): ReadonlyMap<string, string> {
  const parameters =
    jsonBody === 'read' ? new Map([...call.parameters, ...jsonParameters(call)]) : call.parameters
  return dottedLists === 'read' ? undot(parameters, schema) : parameters
}

function jsonParameters({ request: { headers, body } }: Call): [string, string][] {
  if (!headers['content-type']?.toLowerCase().startsWith('application/json')) return []
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(body))
    if (typeof value !== 'object' || value === null) return []
    return Object.entries(value).map(([name, field]) => [
      name,
      typeof field === 'string' ? field : JSON.stringify(field),
    ])
  } catch {
    return []
  }
}

/** What a refusal is explained from, beside the input. */
interface RefusalContext {
  readonly assumptions: Assumptions
  /** The text of each parameter as it came. */
  readonly parameters: ReadonlyMap<string, string>
  readonly schema: JsonSchema
}

/** The row that owns a violation: an absent parameter is Missing, every other fault of a parameter Invalid. */
function refusal(
  { instancePath, keyword, params, message }: SchemaViolation,
  input: Record<string, unknown>,
  { assumptions, parameters, schema }: RefusalContext,
): ApiError {
  const path = instancePath.split('/').slice(1)
  const missing = keyword === 'required' ? String(params['missingProperty']) : undefined
  const [parameter = missing ?? ''] = path
  const place = [...path, ...(missing === undefined ? [] : [missing])].join('.')
  const isUntyped = keyword === 'type' && params['type'] === 'string' && path.length > 1
  const value = valueAt(input, path)
  const { code, evidence } =
    isUntyped && (typeof value === 'number' || typeof value === 'boolean')
      ? { code: undefined, evidence: refusedUnder('numbersAsText', 'refused') }
      : chosenCode(place, keyword, assumptions)
  const explanation =
    keyword === 'type'
      ? explainType(path, params['type'], value, parameters.get(parameter))
      : unreadKeys(input, schema)
          .flatMap((key) => (key.parameter === parameter ? [key.says] : []))
          .join('\n')
  const details = {
    ...(explanation !== undefined && explanation !== '' && { explanation }),
    given: `${place}: ${missing === undefined ? describe(value) : 'absent'}`,
    expected: `${place} ${message ?? 'fits its schema'}`,
    ...(evidence && { evidence }),
  }
  if (missing !== undefined)
    return new ApiError(code ?? 'Missing{parameter}', { parameter: missing, ...details })
  return new ApiError(code ?? 'Invalid{parameter}', { parameter, ...details })
}

/** Why a value that should be a list or an object is none: its text is no JSON, or JSON of something else. */
function explainType(
  path: readonly string[],
  type: unknown,
  value: unknown,
  text: string | undefined,
): string | undefined {
  if (type !== 'array' && type !== 'object') return undefined
  const [name = ''] = path
  return path.length === 1 && text !== undefined && typeof value === 'string'
    ? explainJson(name, text, type)
    : explainValue(path.join('.'), value, type)
}

interface ChosenCode {
  readonly code?: ErrorCode
  /** Given where that of the rule does not cover the answer. */
  readonly evidence?: Evidence
}

/** Codes of violations that are not the generic ones: where they are not documented, they are an assumption. */
function chosenCode(place: string, keyword: string, assumptions: Assumptions): ChosenCode {
  const name = assumptionAbout(place, keyword)
  if (name !== undefined) return { code: assumptions[name], evidence: chosenBy(name, assumptions[name]) }
  if (/^SenderList(\.|$)/.test(place))
    return {
      evidence: assumed(
        'the code follows only from the generic rule Invalid{ParameterName}; no source shows it for SenderList',
      ),
    }
  if (/^Page(\.|$)/.test(place) && !(place === 'Page' && keyword === 'required'))
    return { code: 'InvalidParameter.PageInvalid' }
  return {}
}

function assumptionAbout(
  place: string,
  keyword: string,
): 'missingSenderList' | 'emptySenderList' | 'tooManyRecipients' | 'missingTo' | undefined {
  if (place === 'SenderList' && keyword === 'required') return 'missingSenderList'
  if (place === 'SenderList' && keyword === 'minItems') return 'emptySenderList'
  if (place === 'SenderList' && keyword === 'maxItems') return 'tooManyRecipients'
  if (/^SenderList\.\d+\.To$/.test(place) && keyword === 'required') return 'missingTo'
  return undefined
}

/** The value a violation is about, inside the parameter it came in. */
const valueAt = (input: Record<string, unknown>, path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (value, part) =>
      typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[part] : value,
    input,
  )

function describe(value: unknown): string {
  if (Array.isArray(value)) return `a list of ${value.length}`
  const text =
    typeof value === 'string'
      ? JSON.stringify(value.slice(0, 200))
      : typeof value === 'object' && value !== null
        ? 'an object'
        : String(value)
  return text.length > 200 ? `${text.slice(0, 200)}…` : text
}
