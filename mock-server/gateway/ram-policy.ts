import { wildcard } from '../../contracts/wildcard.ts'
import type { PolicyDocument } from '../world/directory.ts'

/** What the policies say about an action, and why. */
export type Verdict = 'Allow' | 'ExplicitDeny' | 'ImplicitDeny'

/** How RAM compares names of actions. */
const asRam = { ignoreCase: true, questionMark: true }

/** Judges as RAM does: an explicit deny wins over any allow, and what no statement allows is denied. */
export function judge(action: string, policies: readonly PolicyDocument[]): Verdict {
  let allowed = false
  for (const { Statement } of policies) {
    for (const { Effect, Action } of Statement) {
      if (![Action].flat().some((pattern) => wildcard(pattern, asRam)(action))) continue
      if (Effect === 'Deny') return 'ExplicitDeny'
      allowed = true
    }
  }
  return allowed ? 'Allow' : 'ImplicitDeny'
}
