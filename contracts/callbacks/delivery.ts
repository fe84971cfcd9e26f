import { documented, type Evidence } from '../evidence/evidence.ts'

/** How pushes travel: `POST`, a JSON array, no signature. */
export const delivery = {
  contentType: 'application/json',
  /** A later answer counts as none. */
  timeoutSeconds: 3,
  /** Waits before the repetitions of a failed push; then it is given up. */
  retryMinutes: [1, 5, 10],
  evidence: documented('ChatAppStatus (timeout); SMS and Voice pages of the same push platform (retries)'),
} as const satisfies {
  contentType: string
  timeoutSeconds: number
  retryMinutes: readonly number[]
  evidence: Evidence
}
