import { didYouMean } from '../nearest.ts'
import { errorTable } from '../errors/index.ts'
import type { Check } from './check.ts'

/** Codes whose status the tables disagree about. */
const alternatives: readonly [RegExp, readonly number[]][] = [
  [/^InvalidAccessKeyId\.NotFound$/, [400, 404]],
  [/^InvalidSecurityToken\./, [400, 403]],
  [/^InvalidProtocol\.NeedSsl$/, [400, 404]],
]

/** Rows by code; the generic rows stand for every parameter. */
const generic = /^(Missing|Invalid)([A-Z][A-Za-z0-9]*)$/

export const errorIsDeclared: Check = {
  id: 'error-is-declared',
  summary: 'The code of a refusal stands in the error table, with the HTTP status of its row.',
  severity: 'error',
  judge({ exchange, fields, accepted }) {
    if (exchange.push !== undefined || accepted || fields === undefined) return []
    const code = fields['Code']
    if (code === undefined) return []
    const text = String(code)
    const rows: Readonly<Record<string, { readonly status: number; readonly family: string }>> = errorTable
    const row = rows[text] ?? rows[text.replace(generic, '$1{parameter}')]
    if (row === undefined)
      return [
        {
          message: `The error table has no code ${text}.${didYouMean(text, Object.keys(rows))}`,
          pointer: '/Code',
        },
      ]
    const statuses = alternatives.find(([codes]) => codes.test(text))?.[1] ?? [row.status]
    // Whether errors of the product travel inside HTTP 200 is not documented.
    if (statuses.includes(exchange.status) || (row.family === 'service' && exchange.status === 200)) return []
    return [
      {
        message: `${text} came with HTTP ${exchange.status}, declared is ${statuses.join(' or ')}.`,
        pointer: '/Code',
      },
    ]
  },
}
