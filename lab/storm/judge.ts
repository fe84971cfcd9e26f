import type { Outcome } from './play.ts'

/** What a storm demands: the consumer ends where it ends when nothing goes wrong. */
export type Property = 'state' | 'no-downgrade' | 'effects' | 'accepted'

/** A way in which a run ended differently. */
export interface Alarm {
  readonly property: Property
  /** What is different, as one sentence. */
  readonly what: string
}

/** Compares a run with the ideal one. */
export function judge(found: Outcome, ideal: Outcome): Alarm | undefined {
  const [refused] = found.givenUp
  if (refused !== undefined)
    return {
      property: 'accepted',
      what: `The push of ${refused.receipts.join(', ')} was never accepted: ${refused.answer}.`,
    }
  for (const [message, expected] of ideal.finals) {
    const state = found.finals.get(message)
    if (state !== expected)
      return {
        property: 'state',
        what: `Message ${message} is ${JSON.stringify(state)}; in order it is ${JSON.stringify(expected)}.`,
      }
  }
  for (const [message, states] of found.states) {
    const order = [...new Set(ideal.states.get(message))]
    const back = states.findIndex((state, index) => {
      const [now, before] = [order.indexOf(state), order.indexOf(states[index - 1] ?? '')]
      return now >= 0 && before > now
    })
    if (back > 0)
      return {
        property: 'no-downgrade',
        what: `Message ${message} went from ${JSON.stringify(states[back - 1])} back to ${JSON.stringify(states[back])}.`,
      }
  }
  if (found.effects !== ideal.effects)
    return {
      property: 'effects',
      what: `The application did ${found.effects} things; in order it does ${ideal.effects}.`,
    }
  return undefined
}
