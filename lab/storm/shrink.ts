import {
  inOrder,
  messagesOf,
  partsOf,
  receiptsOf,
  type Letter,
  type Receipt,
  type Schedule,
} from './schedule.ts'

/** Most schedules that are tried while one is made smaller. */
const patience = 400

/** Makes a schedule smaller as long as it still fails: towards fewer letters, plain ones, and the ideal order. */
export async function shrink(
  schedule: Schedule,
  fails: (smaller: Schedule) => Promise<boolean>,
): Promise<Schedule> {
  let best = schedule
  for (let tried = 0; tried < patience;) {
    let found: Schedule | undefined
    for (const candidate of smaller(best)) {
      if (tried++ >= patience) break
      if (await fails(candidate)) {
        found = candidate
        break
      }
    }
    if (found === undefined) return best
    best = found
  }
  return best
}

/** Schedules that are simpler than one, the simplest first. */
export function smaller(schedule: Schedule): Schedule[] {
  const { letters, overtakes } = schedule
  const without = messagesOf(schedule).map((message) =>
    filtered(schedule, (receipt) => partsOf(receipt)[0] !== message),
  )
  const changed = letters.flatMap((letter, place) =>
    replacements(letter).map((list) => ({
      letters: [...letters.slice(0, place), ...list, ...letters.slice(place + 1)],
      overtakes,
    })),
  )
  const swapped = letters.slice(1).flatMap((letter, before) => {
    const other = letters[before] as Letter
    if (inOrder(receiptsOf(other)[0] ?? '', receiptsOf(letter)[0] ?? '') <= 0) return []
    return [{ letters: letters.with(before, letter).with(before + 1, other), overtakes }]
  })
  const known = overtakes.map((message) => ({
    letters,
    overtakes: overtakes.filter((each) => each !== message),
  }))
  const cost = costOf(schedule)
  return [...without, ...known, ...changed, ...swapped]
    .map(({ letters: list, overtakes: names }) => ({
      letters: list,
      overtakes: names.filter((name) => messagesOf({ letters: list, overtakes: [] }).includes(name)),
    }))
    .filter((candidate) => candidate.letters.length > 0 && costOf(candidate) < cost)
    .sort((a, b) => costOf(a) - costOf(b))
}

/** What a letter can become: nothing, less, or something plainer. */
function replacements(letter: Letter): (readonly Letter[])[] {
  if ('together' in letter) {
    const [first, second] = letter.together
    const less = (list: readonly Receipt[]): (readonly Receipt[])[] =>
      list.length < 2 ? [] : list.map((_, place) => list.toSpliced(place, 1))
    return [
      [],
      [{ push: first }],
      [{ push: second }],
      [{ push: first }, { push: second }],
      ...less(first).map((list): Letter[] => [{ together: [list, second] }]),
      ...less(second).map((list): Letter[] => [{ together: [first, list] }]),
    ]
  }
  const { push, restart } = letter
  const more = restart ? { restart } : {}
  const fewer =
    push.length < 2 ? [] : push.map((_, place): Letter[] => [{ push: push.toSpliced(place, 1), ...more }])
  const sorted = push.toSorted(inOrder)
  return [[], ...(restart ? [[{ push }]] : []), ...fewer, [{ push: sorted, ...more }]]
}

function filtered({ letters, overtakes }: Schedule, keep: (receipt: Receipt) => boolean): Schedule {
  const kept = letters.flatMap((letter): Letter[] => {
    if ('push' in letter) {
      const push = letter.push.filter(keep)
      return push.length === 0 ? [] : [{ ...letter, push }]
    }
    const [first, second] = [letter.together[0].filter(keep), letter.together[1].filter(keep)]
    if (first.length === 0 && second.length === 0) return []
    if (first.length === 0 || second.length === 0) return [{ push: first.length === 0 ? second : first }]
    return [{ together: [first, second] }]
  })
  return { letters: kept, overtakes }
}

/** How far a schedule is from nothing: letters and receipts first, then what is out of order. */
function costOf({ letters, overtakes }: Schedule): number {
  const each = letters.map((letter) => {
    const kind = 'together' in letter ? 5 : (letter.push.length > 1 ? 3 : 2) + (letter.restart ? 2 : 0)
    return kind + receiptsOf(letter).length
  })
  const receipts = letters.flatMap(receiptsOf)
  const inversions = receipts.flatMap((receipt, place) =>
    receipts.slice(place + 1).filter((later) => inOrder(receipt, later) > 0),
  ).length
  return each.reduce((sum, cost) => sum + cost, 0) + 2 * overtakes.length + inversions / 1000
}
