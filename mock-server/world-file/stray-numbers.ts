import { didYouMean } from '../../contracts/nearest.ts'
import type { WorldDocument } from './world-document.ts'
import type { FileComplaint } from './yaml-file.ts'

/**
 * Complaints of settings for numbers that their space does not have, which nothing would ever read.
 * @param added accounts as they are written
 * @param base accounts they are joined with
 */
export function strayNumbers(
  added: WorldDocument['accounts'],
  base: WorldDocument['accounts'] = [],
): FileComplaint[] {
  return added.flatMap(({ uid, spaces }, account) =>
    spaces.flatMap((space, at) => {
      const existing = base.find((each) => each.uid === uid)?.spaces.find(({ id }) => id === space.id)
      const numbers = [...(existing?.numbers ?? []), ...space.numbers]
      const senders = [space, ...(existing === undefined ? [] : [existing])].flatMap(
        ({ viber, messenger, instagram, telegram }) => [...viber, ...messenger, ...instagram, ...telegram],
      )
      const strays = (field: 'numberStates' | 'callbacks', known: readonly string[]): FileComplaint[] =>
        Object.keys(space[field])
          .filter((number) => !known.includes(number))
          .map((number) => ({
            path: ['accounts', account, 'spaces', at, field, number],
            message: `the space ${space.id} has no ${number}.${didYouMean(number, known)} It has ${known.join(', ') || 'none'}.`,
          }))
      return [...strays('numberStates', numbers), ...strays('callbacks', [...numbers, ...senders])]
    }),
  )
}
