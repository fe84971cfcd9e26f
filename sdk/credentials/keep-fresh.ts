import { UsageError } from '../../contracts/usage-error.ts'
import type { Clock } from '../ports.ts'
import { concealed, type Credentials, type CredentialsProvider } from './credentials.ts'

/** How long before their end temporary credentials are fetched again, in milliseconds. */
const margin = 3 * 60 * 1000

/** Credentials that are fetched once, kept until shortly before their end, and fetched once more. */
export interface FreshCredentials {
  /** Throws `UsageError` when they have ended and there is no way to fetch others. */
  current(): Promise<Credentials>
  /** Drops what is kept: the API said that it has ended. */
  drop(): void
}

/** Concurrent callers share one fetch. Credentials given as a value are never fetched again. */
export function keepFresh(source: Credentials | CredentialsProvider, clock: Clock): FreshCredentials {
  const fixed = typeof source !== 'function'
  let kept: Promise<Credentials> | undefined
  let end = Number.POSITIVE_INFINITY

  async function obtain(): Promise<Credentials> {
    const given = fixed ? source : await source()
    end = endOf(given)
    return concealed(given)
  }

  return {
    async current() {
      if (!fixed && clock.now() >= end - margin) kept = undefined
      if (kept === undefined) {
        end = Number.POSITIVE_INFINITY
        kept = obtain()
        kept.catch(() => (kept = undefined))
      }
      const credentials = await kept
      if (clock.now() >= end) {
        kept = undefined
        throw new UsageError(
          `The credentials of ${credentials.accessKeyId} ended at ${new Date(end).toISOString()}. Give others, or a function that fetches fresh ones.`,
        )
      }
      return credentials
    },
    drop: () => {
      if (!fixed) kept = undefined
    },
  }
}

function endOf({ accessKeyId, expiration }: Credentials): number {
  if (expiration === undefined) return Number.POSITIVE_INFINITY
  const end = typeof expiration === 'number' ? expiration : Date.parse(expiration)
  if (Number.isNaN(end))
    throw new UsageError(
      `The expiration ${JSON.stringify(expiration)} of ${accessKeyId} is not a time. Expected milliseconds since the epoch or an ISO 8601 text.`,
    )
  return end
}
