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
    let text = ''
    while (text.length < count) text += (this.#word() % 1_000_000_000).toString().padStart(9, '0')
    return text.slice(0, count)
  }

  hex(count: number): string {
    const bytes = Buffer.allocUnsafe(Math.ceil(count / 8) * 4)
    for (let at = 0; at < bytes.length; at += 4) bytes.writeUInt32BE(this.#word(), at)
    return bytes.toString('hex').slice(0, count)
  }

  uuid(): string {
    const text = this.hex(32).toUpperCase()
    const variant = '89AB'.charAt(text.charCodeAt(16) & 3)
    return `${text.slice(0, 8)}-${text.slice(8, 12)}-5${text.slice(13, 16)}-${variant}${text.slice(17, 20)}-${text.slice(20)}`
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
