/** Remembers numbers and the line of each. */
export interface SeenNumbers {
  /** The line on which a number was seen first; undefined when this is the first time, and it is remembered then. */
  firstLine(number: string, line: number): number | undefined
  /** Bytes that are kept. */
  readonly bytes: number
}

/** Fullest a table may get before it grows. */
const fullest = 0.85
const growth = 1.12

/**
 * Creates a memory of phone numbers: 12 bytes for each place of an open table, so that no number costs more than 16 once there are many. Numbers of up to 15 digits are
 * kept exactly; ids that are no numbers are kept as texts.
 */
export function createSeenNumbers(): SeenNumbers {
  let numbers = new Float64Array(1024)
  let lines = new Uint32Array(1024)
  let count = 0
  const texts = new Map<string, number>()

  function place(value: number): number {
    // Fibonacci hashing of both halves of the number.
    const low = value % 4_294_967_296
    const high = (value - low) / 4_294_967_296
    let at = (Math.imul(low, 0x9e3779b1) ^ Math.imul(high, 0x85ebca6b)) >>> 0
    at = (Math.imul(at ^ (at >>> 15), 0x2c1b3c6d) >>> 0) % numbers.length
    while (numbers[at] !== 0 && numbers[at] !== value) at = at + 1 === numbers.length ? 0 : at + 1
    return at
  }

  function grow(): void {
    const [oldNumbers, oldLines] = [numbers, lines]
    const size = Math.ceil(oldNumbers.length * (count < 100_000 ? 2 : growth)) | 1
    numbers = new Float64Array(size)
    lines = new Uint32Array(size)
    oldNumbers.forEach((value, index) => {
      if (value === 0) return
      const at = place(value)
      numbers[at] = value
      lines[at] = oldLines[index] as number
    })
  }

  return {
    firstLine(number, line) {
      if (!/^[1-9]\d{0,14}$/.test(number)) {
        const first = texts.get(number)
        if (first === undefined) texts.set(number, line)
        return first
      }
      const value = Number(number)
      const at = place(value)
      if (numbers[at] === value) return lines[at]
      numbers[at] = value
      lines[at] = line
      if (++count > numbers.length * fullest) grow()
      return undefined
    },
    get bytes() {
      return numbers.byteLength + lines.byteLength
    },
  }
}
