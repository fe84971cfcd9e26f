import { randomInt } from 'node:crypto'

/** Seeded chance: the same seed gives the same sequence, on every machine. */
export interface Random {
  /** A number from 0 (inclusive) to 1 (exclusive). */
  next(): number
  /** So many decimal digits. */
  digits(count: number): string
  /** So many lower-case hexadecimal digits. */
  hex(count: number): string
  /** An upper-case UUID of version 5, the form of the gateway's request ids. */
  uuid(): string
  /** A sequence that goes on from here as this one does, on its own. */
  fork(): Random
}

/** Creates a sequence from a seed, a 32-bit integer. The generator is sfc32, seeded through splitmix32. */
export function createRandom(seed: number): Random {
  let mixed = seed | 0
  const mix = (): number => {
    mixed = (mixed + 0x9e3779b9) | 0
    let word = mixed ^ (mixed >>> 16)
    word = Math.imul(word, 0x21f0aaad)
    word ^= word >>> 15
    word = Math.imul(word, 0x735a2d97)
    return word ^ (word >>> 15)
  }
  const random = new Sequence([mix(), mix(), mix(), mix()])
  for (let round = 0; round < 12; round++) random.next()
  return random
}

// Texts are written digit by digit into one place and read in one piece: every answer needs some, and joining pieces takes several times as long.

const lowerHex = Buffer.from('0123456789abcdef')
const upperHex = Buffer.from('0123456789ABCDEF')
const zero = '0'.charCodeAt(0)
const five = '5'.charCodeAt(0)
const variants = Buffer.from('89AB')
const lineOfUuid = Buffer.from('00000000-0000-0000-0000-000000000000')
/** Where the 32 digits of a UUID stand. */
const uuidPlaces = [...lineOfUuid.keys()].filter((place) => lineOfUuid[place] === zero)
const versionPlace = uuidPlaces[12] as number
const variantPlace = uuidPlaces[16] as number
const line = Buffer.alloc(128)
/** Room for so many characters. */
const room = (count: number): Buffer => (count > line.length ? Buffer.alloc(count) : line)

/** sfc32 over four words. Every world has some of these: one object each, without functions of its own. */
class Sequence implements Random {
  #a: number
  #b: number
  #c: number
  #d: number

  constructor([a, b, c, d]: readonly [number, number, number, number]) {
    this.#a = a
    this.#b = b
    this.#c = c
    this.#d = d
  }

  next(): number {
    return this.#word() / 0x1_0000_0000
  }

  digits(count: number): string {
    const text = room(Math.ceil(count / 9) * 9)
    for (let at = 0; at < count; at += 9) {
      let rest = this.#word() % 1_000_000_000
      for (let place = at + 8; place >= at; place--) {
        text[place] = zero + (rest % 10)
        rest = Math.floor(rest / 10)
      }
    }
    return text.toString('latin1', 0, count)
  }

  hex(count: number): string {
    const text = room(Math.ceil(count / 8) * 8)
    for (let at = 0; at < count; at += 8) {
      let rest = this.#word()
      for (let place = at + 7; place >= at; place--) {
        text[place] = lowerHex[rest & 15] as number
        rest >>>= 4
      }
    }
    return text.toString('latin1', 0, count)
  }

  uuid(): string {
    const text = lineOfUuid
    for (let word = 0; word < 4; word++) {
      let rest = this.#word()
      for (let digit = word * 8 + 7; digit >= word * 8; digit--) {
        text[uuidPlaces[digit] as number] = upperHex[rest & 15] as number
        rest >>>= 4
      }
    }
    text[versionPlace] = five
    text[variantPlace] = variants[(text[variantPlace] as number) & 3] as number
    return text.toString('latin1')
  }

  fork(): Random {
    return new Sequence([this.#a, this.#b, this.#c, this.#d])
  }

  #word(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#d) | 0
    this.#d = (this.#d + 1) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0
    return sum >>> 0
  }
}

/** A seed nobody chose, for runs that are not to repeat. */
export const freshSeed = (): number => randomInt(1, 1_000_000)
