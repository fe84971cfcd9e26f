import type { Check } from './check.ts'
import { driftsOf } from './walk-answer.ts'

export const answerValuesAreKnown: Check = {
  id: 'answer-values-are-known',
  summary: 'A field with a published list of values has one of them.',
  severity: 'warning',
  judge: (subject) =>
    driftsOf(subject).flatMap(({ kind, pointer, given, schema }) =>
      kind === 'unknown-value'
        ? [
            {
              message: `${pointer} is ${JSON.stringify(given)}, published are ${schema?.enum?.join(', ')}.`,
              pointer,
            },
          ]
        : [],
    ),
}
