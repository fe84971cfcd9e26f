import { createCipheriv, createHmac } from 'node:crypto'

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
 * Whoever has not the key cannot tell it from chance; whoever has it can go back.
 */
export function keyedPermutation(key: Uint8Array): KeyedPermutation {
  const run = (numbers: readonly number[], sizes: readonly number[], direction: 1 | -1): number[] => {
    const result = [...numbers]
    const pattern = sizes.join()
    for (let step = 0; step < rounds; step++) {
      const round = direction === 1 ? step : rounds - 1 - step
      const shifted = round % 2
      const shifts = shiftsFor(key, round, pattern, result, shifted)
      for (let place = shifted; place < result.length; place += 2) {
        const size = sizes[place] as number
        const shift = (shifts.readUInt32LE(place * 2 - shifted * 2) % size) * direction
        result[place] = ((result[place] as number) + shift + size) % size
      }
    }
    return result
  }
  return {
    forth: (numbers, sizes) => run(numbers, sizes, 1),
    back: (numbers, sizes) => run(numbers, sizes, -1),
  }
}

/** Four bytes for each place that is shifted, from everything that is not. */
function shiftsFor(
  key: Uint8Array,
  round: number,
  pattern: string,
  numbers: readonly number[],
  shifted: number,
): Buffer {
  const others = numbers.filter((_, place) => place % 2 !== shifted)
  const seed = createHmac('sha256', key).update(`${round};${pattern};${others.join()}`).digest()
  const needed = Math.ceil(numbers.length / 2) * 4
  return needed <= seed.length
    ? seed
    : createCipheriv('aes-256-ctr', seed, Buffer.alloc(16)).update(Buffer.alloc(needed))
}

/** What every sequence of the same sizes has in common: nothing but them. */
export const flat: Permutation = (numbers) => numbers.map(() => 0)
