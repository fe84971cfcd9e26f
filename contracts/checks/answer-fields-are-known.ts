import { nearest } from '../nearest.ts'
import type { Check } from './check.ts'
import { driftsOf } from './walk-answer.ts'

export const answerFieldsAreKnown: Check = {
  id: 'answer-fields-are-known',
  summary: 'The answer has no field that the published schema does not name.',
  severity: 'warning',
  judge(subject) {
    const known = Object.keys(subject.operation?.outputSchema.properties ?? {})
    return driftsOf(subject).flatMap(({ kind, pointer }) => {
      if (kind !== 'unknown-field') return []
      const near = nearest(pointer.slice(pointer.lastIndexOf('/') + 1), known)
      return [
        {
          message: `${pointer} is in no published schema${near === undefined ? '' : `; ${near} is`}.`,
          pointer,
        },
      ]
    })
  },
}
