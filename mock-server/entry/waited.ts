/** How a wait ended. */
export interface Waited {
  readonly satisfied: boolean
  /** Time of the world when it ended, milliseconds since the epoch. */
  readonly at: number
  /** Milliseconds the world's clock went on. */
  readonly waited: number
  /** The messages or exchanges that match. */
  readonly matches: readonly unknown[]
  /** Why it was not satisfied. */
  readonly reason?: string
}
