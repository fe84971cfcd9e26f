/** One measured figure beside what it should reach. */
export interface Figure {
  readonly name: string
  readonly unit: string
  readonly ours: number
  /** Of `floor-work`, measured in the same run; undefined where there is nothing to compare with. */
  readonly floor: number | undefined
  /** Median of the ratios ours ÷ floor over the rounds, with the least and the greatest; undefined without a floor. */
  readonly ratio: Spread | undefined
  /** What is compared: the ratio where there is one, else the value itself. */
  readonly target: Target
  /** More to say, one line each. */
  readonly notes: readonly string[]
}

export interface Spread {
  readonly least: number
  readonly median: number
  readonly greatest: number
}

export interface Target {
  readonly better: 'higher' | 'lower'
  readonly reach: number
  readonly aim: number
}

export type Verdict = 'aim' | 'reached' | 'missed'

/** Whether the figure misses its target, reaches it, or reaches the aim beyond it. */
export function verdictOf({ ours, ratio, target: { better, reach, aim } }: Figure): Verdict {
  const value = ratio?.median ?? ours
  const meets = (bound: number): boolean => (better === 'higher' ? value >= bound : value <= bound)
  if (meets(aim)) return 'aim'
  return meets(reach) ? 'reached' : 'missed'
}

export function spreadOf(values: readonly number[]): Spread {
  const ascending = [...values].sort((a, b) => a - b)
  return {
    least: ascending[0] ?? Number.NaN,
    median: median(ascending),
    greatest: ascending.at(-1) ?? Number.NaN,
  }
}

export function median(values: readonly number[]): number {
  const ascending = [...values].sort((a, b) => a - b)
  const middle = Math.floor(ascending.length / 2)
  const upper = ascending[middle] ?? Number.NaN
  return ascending.length % 2 === 1 ? upper : ((ascending[middle - 1] ?? Number.NaN) + upper) / 2
}
