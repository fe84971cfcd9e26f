import type { Operation } from '../contracts/operation.ts'
import { curatedOperations, type CuratedName } from '../contracts/operations/index.ts'
import { queryTokenForMnsQueue } from '../contracts/query-token-for-mns-queue.ts'
import { inputValidator, type Validate } from '../contracts/validate.ts'
import { bodyWriter, type BodyWriter, type Format } from '../contracts/wire/envelope.ts'

/** What it takes to answer a call, beside the call and its world. */
export interface Needs {
  /** Undefined when the call names none. */
  readonly operation: Operation | undefined
  readonly validate: Validate | undefined
  readonly write: BodyWriter
}

/** Finds what an answer needs; a promise when some of it is read for the first time. With it at hand a call is decided at once. */
export function needsOf(action: string, format: Format): Needs | Promise<Needs> {
  const operation = operationNamed(action)
  return operation instanceof Promise ? operation.then((found) => withOperation(found, format)) : withOperation(operation, format)
}

function withOperation(operation: Operation | undefined, format: Format): Needs | Promise<Needs> {
  const validate = operation && inputValidator(operation)
  const write = bodyWriter(format)
  if (!(validate instanceof Promise) && !(write instanceof Promise)) return { operation, validate, write }
  return Promise.all([validate, write]).then(([validator, writer]) => ({ operation, validate: validator, write: writer }))
}

let catalogOperation: ((name: string) => Operation | undefined) | undefined

function operationNamed(action: string): Operation | undefined | Promise<Operation | undefined> {
  if (action === '') return undefined
  if (action === queryTokenForMnsQueue.name) return queryTokenForMnsQueue
  if (Object.hasOwn(curatedOperations, action)) return curatedOperations[action as CuratedName]
  if (catalogOperation !== undefined) return catalogOperation(action)
  return import('../contracts/catalog/index.ts').then((catalog) => {
    catalogOperation = catalog.catalogOperation
    return catalogOperation(action)
  })
}
