import { errorTable } from '../../contracts/errors/index.ts'
import { evidenceClasses } from '../../contracts/evidence/evidence.ts'
import { withObservation } from '../../contracts/evidence/with-observation.ts'
import { allRules } from '../emulator/rules.ts'

/** All rules and error rows with their evidence, and the totals by class. */
export function evidenceReport() {
  const rows = Object.entries(errorTable).map(([code, { evidence, message, status, chosen }]) => ({
    code,
    status,
    message,
    evidence: withObservation('errors', code, evidence),
    chosen,
  }))
  const totals = Object.fromEntries(
    evidenceClasses.map((name) => [
      name,
      [...allRules, ...rows].filter(({ evidence }) => evidence.class === name).length,
    ]),
  )
  return {
    totals,
    rules: allRules.map(({ id, summary, evidence }) => ({ id, summary, evidence })),
    errors: rows,
  }
}
