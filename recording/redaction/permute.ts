import { keyedWords } from './keyed-words.ts'

/** Exchanges a sequence of numbers for another one. Each number stays below the size at its place. */
export type Permutation = (numbers: readonly number[], sizes: readonly number[]) => number[]

/** A permutation of all sequences of the same sizes, and the way back. */
export interface KeyedPermutation {
  readonly forth: Permutation
  readonly back: Permutation
}

const rounds = 8

/**
 * A Feistel network over numbers of mixed sizes: the even places and the odd ones are in turn shifted by amounts that follow from the others.
 * Without the key it cannot be told from chance; with it there is a way back.
 */
export function keyedPermutation(key: Uint8Array): KeyedPermutation {
  const words = keyedWords(key)
  const run = (numbers: readonly number[], sizes: readonly number[], direction: 1 | -1): number[] => {
    const result = [...numbers]
    const count = result.length
    let form = 0x811c9dc5
    for (let place = 0; place < count; place++) form = Math.imul(form ^ (sizes[place] as number), 0x01000193)
    for (let step = 0; step < rounds; step++) {
      const round = direction === 1 ? step : rounds - 1 - step
      const shifted = round % 2
      words.begin(count * rounds + round, form)
      for (let place = 1 - shifted; place < count; place += 2)
        words.add(result[place] as number, sizes[place] as number)
      words.end()
      for (let place = shifted; place < count; place += 2) {
        const size = sizes[place] as number
        result[place] = ((result[place] as number) + words.draw(size) * direction + size) % size
      }
    }
    return result
  }
  return {
    forth: (numbers, sizes) => run(numbers, sizes, 1),
    back: (numbers, sizes) => run(numbers, sizes, -1),
  }
}

/** What every sequence of the same sizes has in common: nothing but them. */
export const flat: Permutation = (numbers) => numbers.map(() => 0)
