import { createHmac } from 'node:crypto'

/** Draws numbers that follow from a key and a message: whoever has not the key cannot tell them from chance. */
export interface KeyedWords {
  /** Begins a message with two words of 32 bits. Messages that begin alike must be of the same length. */
  begin(first: number, second: number): void
  /** Adds a number below a size to the message. */
  add(value: number, size: number): void
  /** Ends the message; numbers are drawn from here on. */
  end(): void
  /** A number below a size, which is at most 65,536. */
  draw(size: number): number
}

const rounds = 12
/** Sizes are drawn from one word as long as their product stays below this: the bias then is below one in 65,536. */
const mostOfWord = 65_536

/**
 * The Chaskey construction (Mouha et al., SAC 2014; ISO/IEC 29192-6) with 12 rounds as a pseudorandom function.
 * A call of `node:crypto` costs more than all rounds of a short message.
 */
export function keyedWords(secret: Uint8Array): KeyedWords {
  const key = createHmac('sha256', secret).update('words').digest()
  const [k0, k1, k2, k3, l0, l1, l2, l3] = Array.from({ length: 8 }, (_, at) => key.readInt32LE(at * 4)) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  let [v0, v1, v2, v3] = [k0, k1, k2, k3]
  let filled = 0
  let word = 0
  let room = 1
  let drawn = 0

  function permute(): void {
    for (let round = 0; round < rounds; round++) {
      v0 = (v0 + v1) | 0
      v1 = ((v1 << 5) | (v1 >>> 27)) ^ v0
      v0 = (v0 << 16) | (v0 >>> 16)
      v2 = (v2 + v3) | 0
      v3 = ((v3 << 8) | (v3 >>> 24)) ^ v2
      v0 = (v0 + v3) | 0
      v3 = ((v3 << 13) | (v3 >>> 19)) ^ v0
      v2 = (v2 + v1) | 0
      v1 = ((v1 << 7) | (v1 >>> 25)) ^ v2
      v2 = (v2 << 16) | (v2 >>> 16)
    }
  }

  function absorb(value: number): void {
    if (filled === 4) {
      permute()
      filled = 0
    }
    if (filled === 0) v0 ^= value
    else if (filled === 1) v1 ^= value
    else if (filled === 2) v2 ^= value
    else v3 ^= value
    filled++
  }

  function nextWord(): number {
    if (drawn === 4) {
      v0 ^= 0x5bd1e995
      permute()
      drawn = 0
    }
    drawn++
    const next = drawn === 1 ? v0 ^ l0 : drawn === 2 ? v1 ^ l1 : drawn === 3 ? v2 ^ l2 : v3 ^ l3
    return next >>> 0
  }

  return {
    begin(first, second) {
      v0 = k0 ^ first
      v1 = k1 ^ second
      v2 = k2
      v3 = k3
      filled = 2
      word = 0
      room = 1
    },
    add(value, size) {
      if (room * size > 4_294_967_296) {
        absorb(word)
        word = 0
        room = 1
      }
      word = word * size + value
      room *= size
    },
    end() {
      absorb(word)
      v0 ^= l0
      v1 ^= l1
      v2 ^= l2
      v3 ^= l3
      permute()
      drawn = 0
      room = mostOfWord
    },
    draw(size) {
      if (room * size > mostOfWord) {
        word = nextWord()
        room = 1
      }
      room *= size
      const value = word % size
      word = Math.floor(word / size)
      return value
    },
  }
}
