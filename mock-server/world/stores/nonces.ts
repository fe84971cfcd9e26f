/** Remembers which nonces were used; forgets them when no request that carries them could be accepted any more. */
export interface Nonces {
  /** Remembers a nonce of a key. False if the key has used it before. */
  use(key: string, nonce: string, now: number): boolean
  /** The same memory; neither side sees the other's later nonces. */
  fork(): Nonces
}

/** The window in which a timestamp is accepted, before and after the server's time. */
const wholeWindow = 2 * 15 * 60 * 1000
/** Bound on memory: beyond so many within the retention the older ones are forgotten early. */
const capacity = 500_000

/** Who used a nonce first. Of the others, who are rare, key and nonce stand together. */
type Users = Map<string, string>

/** Nonces used during one stretch of time, no longer written to. */
interface Sealed {
  readonly users: Users
  readonly until: number
}

const shared = (key: string, nonce: string): string => `${key}\0${nonce}`

function wasUsed(users: Users, key: string, nonce: string): boolean {
  const first = users.get(nonce)
  return first === key || (first !== undefined && users.has(shared(key, nonce)))
}

/** @param retention how long a nonce is remembered, in milliseconds */
export const createNonces = (retention: number = wholeWindow): Nonces => overSealed([], retention)

function overSealed(inherited: readonly Sealed[], retention: number): Nonces {
  let sealed = inherited
  let current: Users = new Map()
  let turnAt = -Infinity

  const seal = (now: number): void => {
    sealed = [...sealed, { users: current, until: Math.min(now, turnAt) }].filter(
      ({ users, until }) => users.size > 0 && until > now - retention,
    )
    if (sealed.length > 1 && sealed.reduce((sum, { users }) => sum + users.size, 0) > capacity)
      sealed = sealed.slice(1)
    current = new Map()
  }

  return {
    use(key, nonce, now) {
      if (now >= turnAt || current.size >= capacity) {
        seal(now)
        turnAt = now + retention
      }
      for (const { users } of sealed) if (wasUsed(users, key, nonce)) return false
      const first = current.get(nonce)
      if (first === undefined) current.set(nonce, key)
      else if (first === key || current.has(shared(key, nonce))) return false
      else current.set(shared(key, nonce), key)
      return true
    },
    fork() {
      if (current.size > 0) {
        let own: Sealed = { users: current, until: turnAt }
        // Joined with those of about its size, so that many forks leave few to look through.
        for (
          let last = sealed.at(-1);
          last !== undefined && last.users.size <= 2 * own.users.size;
          last = sealed.at(-1)
        ) {
          own = { users: joined(last.users, own.users), until: Math.max(last.until, own.until) }
          sealed = sealed.slice(0, -1)
        }
        sealed = [...sealed, own]
        current = new Map()
      }
      return overSealed(sealed, retention)
    },
  }
}

function joined(older: Users, newer: Users): Users {
  const users = new Map(older)
  for (const [nonce, key] of newer)
    if (!wasUsed(users, key, nonce)) users.set(users.has(nonce) ? shared(key, nonce) : nonce, key)
  return users
}
