import { errorTable } from '../../contracts/errors/index.ts'
import type { ErrorRow } from '../../contracts/errors/index.ts'
import { withObservation } from '../../contracts/evidence/with-observation.ts'
import { markdownTable } from './markdown.ts'

/** docs/reference/errors.md: the error table. */
export function errorsPage(): string {
  const rows = Object.entries<ErrorRow>(errorTable)
  const of = (family: ErrorRow['family']): string =>
    markdownTable(
      ['code', 'status', 'message', 'evidence', 'source'],
      rows
        .filter(([, row]) => row.family === family)
        .map(([code, { status, message, chosen, evidence: known }]) => {
          const evidence = withObservation('errors', code, known)
          return [
            `\`${code}\``,
            `${status}${chosen.includes('status') ? ' *' : ''}`,
            `${message}${chosen.includes('message') ? ' *' : ''}`,
            evidence.class,
            evidence.source,
          ]
        }),
    )
  return `# Errors

\`{parameter}\` stands for the name of the parameter at fault. A star marks a status or text that no source prints and this project chose.

## Of the gateway

${of('gateway')}

## Of the product

${of('service')}
`
}
