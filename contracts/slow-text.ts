/** A text that takes long to find. It is found at once when it is read, or before that in steps. */
export interface SlowText {
  /** The text; the work that is left is done now. */
  read(): string
  /** Does at least so much work, counted in characters; true when the text is found. */
  step(work: number): boolean
}

/** A text found by a generator that yields after each piece of work how many characters it looked at. */
export function slowText(pieces: Generator<number, string>): SlowText {
  let found: string | undefined
  const step = (work: number): boolean => {
    let done = 0
    while (found === undefined && done < work) {
      const piece = pieces.next()
      if (piece.done === true) found = piece.value
      else done += piece.value
    }
    return found !== undefined
  }
  return {
    step,
    read() {
      step(Infinity)
      return found as string
    },
  }
}

const slow = Symbol('slow')

interface WithSlow {
  readonly [slow]?: SlowText
}

/** Gives an object a field that is found when it is read. Copies and printed forms have the text itself. */
export function defineSlow(target: object, field: string, text: SlowText): void {
  Object.defineProperty(target, field, { get: () => text.read(), enumerable: true, configurable: true })
  Object.defineProperty(target, slow, { value: text })
}

/** Work of one step: some milliseconds. */
const stepWork = 400_000

/**
 * Finds the slow text of an object before something reads it, in steps that leave time for other work.
 * @param later runs the next step, such as `setImmediate`
 */
export async function settle(target: object | undefined, later: (run: () => void) => unknown): Promise<void> {
  const text = (target as WithSlow | undefined)?.[slow]
  if (text === undefined) return
  while (!text.step(stepWork)) await new Promise<void>((resolve) => void later(resolve))
}

/** Whether an object has a slow text that is not found yet. */
export const isUnsettled = (target: object | undefined): boolean =>
  (target as WithSlow | undefined)?.[slow]?.step(0) === false
