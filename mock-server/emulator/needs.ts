import { inputForm, type InputForm } from '../../contracts/input-form.ts'
import type { Operation } from '../../contracts/operation.ts'
import { curatedOperations, type CuratedName } from '../../contracts/operations/index.ts'
import { queryTokenForMnsQueue } from '../../contracts/query-token-for-mns-queue.ts'
import { bodyWriter, type BodyWriter, type Format } from '../../contracts/wire/envelope.ts'

/** What it takes to answer a call, beside the call and its world. */
export interface Needs {
  /** Undefined when the call names none. */
  readonly operation: Operation | undefined
  readonly form: InputForm | undefined
  readonly write: BodyWriter
}

/** What the call before needed: calls come in runs of one operation. */
let last: { readonly action: string; readonly format: Format; readonly needs: Needs } | undefined

/** Finds what an answer needs; a promise when some of it is read for the first time. With it at hand a call is decided at once. */
export function needsOf(action: string, format: Format): Needs | Promise<Needs> {
  if (last?.action === action && last.format === format) return last.needs
  const operation = operationNamed(action)
  const needs =
    operation instanceof Promise
      ? operation.then((found) => withOperation(found, format))
      : withOperation(operation, format)
  if (!(needs instanceof Promise)) last = { action, format, needs }
  return needs
}

function withOperation(operation: Operation | undefined, format: Format): Needs | Promise<Needs> {
  const form = operation && inputForm(operation)
  const write = bodyWriter(format)
  if (!(form instanceof Promise) && !(write instanceof Promise)) return { operation, form, write }
  return Promise.all([form, write]).then(([read, writer]) => ({ operation, form: read, write: writer }))
}

let catalogOperation: ((name: string) => Operation | undefined) | undefined

function operationNamed(action: string): Operation | undefined | Promise<Operation | undefined> {
  if (action === '') return undefined
  if (action === queryTokenForMnsQueue.name) return queryTokenForMnsQueue
  if (Object.hasOwn(curatedOperations, action)) return curatedOperations[action as CuratedName]
  if (catalogOperation !== undefined) return catalogOperation(action)
  return import('../../contracts/catalog/index.ts').then((catalog) => {
    catalogOperation = catalog.catalogOperation
    return catalogOperation(action)
  })
}
