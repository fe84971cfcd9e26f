/** Remembers which nonces were used; forgets them when no request that carries them could be accepted any more. */
export interface Nonces {
  /** Remembers a nonce. False if it was used before. */
  use(nonce: string, now: number): boolean
  /** The same memory; neither side sees the other's later nonces. */
  fork(): Nonces
}

/** The cache covers the window in which a timestamp is accepted, before and after the server's time. */
const retention = 2 * 15 * 60 * 1000
/** Bound on memory: beyond so many within the retention the older ones are forgotten early. */
const capacity = 500_000

/** Nonces used during one stretch of time, no longer written to. */
interface Sealed {
  readonly nonces: ReadonlySet<string>
  readonly until: number
}

export const createNonces = (): Nonces => overSealed([])

function overSealed(inherited: readonly Sealed[]): Nonces {
  let sealed = inherited
  let current = new Set<string>()
  let turnAt = -Infinity

  const seal = (now: number): void => {
    sealed = [...sealed, { nonces: current, until: Math.min(now, turnAt) }].filter(({ nonces, until }) => nonces.size > 0 && until > now - retention)
    if (sealed.length > 1 && sealed.reduce((sum, { nonces }) => sum + nonces.size, 0) > capacity) sealed = sealed.slice(1)
    current = new Set()
  }

  return {
    use(nonce, now) {
      if (now >= turnAt || current.size >= capacity) {
        seal(now)
        turnAt = now + retention
      }
      if (current.has(nonce) || sealed.some(({ nonces }) => nonces.has(nonce))) return false
      current.add(nonce)
      return true
    },
    fork() {
      if (current.size > 0) {
        let own: Sealed = { nonces: current, until: turnAt }
        // Joined with those of about its size, so that many forks leave few sets to look through.
        for (let last = sealed.at(-1); last !== undefined && last.nonces.size <= 2 * own.nonces.size; last = sealed.at(-1)) {
          own = { nonces: new Set([...last.nonces, ...own.nonces]), until: Math.max(last.until, own.until) }
          sealed = sealed.slice(0, -1)
        }
        sealed = [...sealed, own]
        current = new Set()
      }
      return overSealed(sealed)
    },
  }
}
