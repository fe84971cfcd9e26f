/** Lets what is done to a world happen one after the other, as it does when the same way is gone again. */
export interface Turns {
  /** Runs at once when nothing else is under way in the world, or while a consumer is asked: it may be the one who calls. */
  take<T>(world: string, run: () => T | Promise<T>): T | Promise<T>
  /** Lets nobody wait who comes before the consumer has answered. */
  whileAsking<T>(ask: () => Promise<T>): Promise<T>
}

/** What is under way in a world, and who waits for it to end. */
interface Line {
  running: number
  readonly waiting: (() => void)[]
}

/** Creates the turns of all worlds of an emulator. */
export function createTurns(): Turns {
  const lines = new Map<string, Line>()
  let asking = 0

  function begin<T>(world: string, run: () => T | Promise<T>): T | Promise<T> {
    const line = lines.get(world) ?? { running: 0, waiting: [] }
    lines.set(world, line)
    line.running++
    const end = (): void => {
      line.running--
      if (line.running > 0) return
      const next = line.waiting.shift()
      if (next === undefined) lines.delete(world)
      else next()
    }
    let result: T | Promise<T>
    try {
      result = run()
    } catch (error) {
      end()
      throw error
    }
    if (result instanceof Promise) return result.finally(end)
    end()
    return result
  }

  return {
    take(world, run) {
      const line = lines.get(world)
      if (line === undefined || asking > 0) return begin(world, run)
      return new Promise((resolve) => void line.waiting.push(() => resolve(begin(world, run))))
    },
    async whileAsking(ask) {
      asking++
      return ask().finally(() => asking--)
    },
  }
}
