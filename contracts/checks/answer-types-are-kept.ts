import type { Check } from './check.ts'
import { driftsOf } from './walk-answer.ts'

export const answerTypesAreKept: Check = {
  id: 'answer-types-are-kept',
  summary: 'Every field of the answer has its published type.',
  severity: 'error',
  judge: (subject) =>
    driftsOf(subject).flatMap(({ kind, pointer, given, schema }) =>
      kind === 'other-type'
        ? [{ message: `${pointer} is ${typeName(given)}, published is ${schema?.type}.`, pointer }]
        : [],
    ),
}

const typeName = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value
