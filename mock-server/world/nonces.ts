/** Remembers which nonces were used; forgets them when no request that carries them could be accepted any more. */
export interface Nonces {
  /** Remembers a nonce. False if it was used before. */
  use(nonce: string, now: number): boolean
}

/** The cache covers the window in which a timestamp is accepted, before and after the server's time. */
const retention = 2 * 15 * 60 * 1000
/** Bound on memory: beyond so many within the retention the older half is forgotten early. */
const capacity = 500_000

export function createNonces(): Nonces {
  let current = new Set<string>()
  let previous = new Set<string>()
  let turnAt = -Infinity
  return {
    use(nonce, now) {
      if (now >= turnAt || current.size >= capacity) {
        previous = now >= turnAt + retention ? new Set() : current
        current = new Set()
        turnAt = now + retention
      }
      if (current.has(nonce) || previous.has(nonce)) return false
      current.add(nonce)
      return true
    },
  }
}
