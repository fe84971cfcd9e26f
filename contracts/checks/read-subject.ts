import { callbacks, type CallbackName } from '../callbacks/index.ts'
import type { Exchange } from '../exchange.ts'
import { inputForm } from '../input-form.ts'
import { curatedOperations, type CuratedName } from '../operations/index.ts'
import type { Operation } from '../operation.ts'
import { schemaValidator, type SchemaViolation } from '../validate.ts'
import { decodeInput } from '../wire/decode-input.ts'
import { meansSuccess, type Misfit, type Subject } from './check.ts'
import { isContested, judgeLimits } from './documented-limits.ts'

/** Reads an exchange for the checks. Exchanges of the journal, of a cassette and of the live service are read alike. */
export async function readSubject(exchange: Exchange): Promise<Subject> {
  const format = exchange.body.startsWith('<') ? 'XML' : 'JSON'
  const fields = format === 'XML' ? xmlFields(exchange.body) : jsonFields(exchange.body)
  const accepted = exchange.status >= 200 && exchange.status < 300 && meansSuccess(fields?.['Code'])
  const common = { exchange, fields, format, accepted } as const
  if (exchange.push !== undefined) {
    const items = parsed(exchange.input['Items'] ?? '')
    const callback = Object.hasOwn(callbacks, exchange.operation)
      ? callbacks[exchange.operation as CallbackName]
      : undefined
    const violation = callback && (await schemaValidator(callback.pushSchema))(items)
    return {
      ...common,
      operation: undefined,
      input: items,
      misfit: violation && misfitOf(violation),
      contested: false,
    }
  }
  const operation = await operationOf(exchange.operation)
  if (operation === undefined) return { ...common, operation, input: {}, misfit: undefined, contested: false }
  const { schema, validate } = await inputForm(operation)
  const parameters = new Map(Object.entries(exchange.input))
  const input = decodeInput(parameters, schema)
  const violation = validate(input)
  // Whether a number may stand for a text is not known: see the assumption numbersAsText.
  const fitsAsText = (): boolean =>
    validate(decodeInput(parameters, schema, { numbersAsText: true })) === undefined
  const verdict =
    violation === undefined
      ? judgeLimits(operation, input)
      : { misfit: misfitOf(violation), contested: isContested(violation) || fitsAsText() }
  return { ...common, operation, input, ...verdict }
}

/** The operation of a name, curated or from the catalog. */
export async function operationOf(name: string): Promise<Operation | undefined> {
  if (Object.hasOwn(curatedOperations, name)) return curatedOperations[name as CuratedName]
  const { catalogOperation } = await import('../catalog/index.ts')
  return catalogOperation(name)
}

/** A violation in words, with the pointer to what is missing rather than to where it is missing. */
export function misfitOf({ instancePath, keyword, params, message }: SchemaViolation): Misfit {
  if (keyword === 'required')
    return { pointer: `${instancePath}/${String(params['missingProperty'])}`, message: 'is missing' }
  return { pointer: instancePath, message: message ?? 'does not fit its schema' }
}

function jsonFields(body: string): Readonly<Record<string, unknown>> | undefined {
  const value = parsed(body)
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** What checks need of an XML answer: the fields every answer has. */
function xmlFields(body: string): Readonly<Record<string, unknown>> | undefined {
  const root = /^(?:<\?xml[^>]*\?>)?\s*<(\w+)>/.exec(body)?.[1]
  if (root === undefined || !body.trimEnd().endsWith(`</${root}>`)) return undefined
  return Object.fromEntries(
    ['Code', 'Message', 'RequestId'].flatMap((name) => {
      const value = new RegExp(`<${name}>([^<]*)</${name}>`).exec(body)?.[1]
      return value === undefined ? [] : [[name, value]]
    }),
  )
}
