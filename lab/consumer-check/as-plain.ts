import { describeAnswer, slipOf, type Answer } from '../consumer/answer.ts'
import type { Item } from '../consumer/items.ts'
import { failed, passed, type Bench, type ConsumerCheck, type Finding } from './check.ts'

/** Passes answers that the platform accepts, and those that have the same slip as that to a plain receipt, which another check names. */
export function answeredAsPlain(answers: readonly Answer[], { plain }: Pick<Bench, 'plain'>): Finding {
  const worse = answers.find((answer) => {
    const slip = slipOf(answer)
    return slip !== undefined && !(slip === plain.slip && answer.status === plain.answer.status)
  })
  return worse === undefined
    ? passed
    : failed(`answered ${describeAnswer(worse)}; a plain receipt is answered ${describeAnswer(plain.answer)}`)
}

/** A check that one push of these items is answered as a plain receipt is. */
export const pushCheck = (
  about: Pick<ConsumerCheck, 'id' | 'summary' | 'evidence'>,
  itemsOf: (bench: Bench) => readonly Item[],
): ConsumerCheck => ({
  ...about,
  judge: async (bench) => answeredAsPlain([await bench.push(...itemsOf(bench))], bench),
})
