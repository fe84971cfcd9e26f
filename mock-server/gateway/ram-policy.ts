import type { PolicyDocument } from '../world/directory.ts'

/** What the policies say about an action, and why. */
export type Verdict = 'Allow' | 'ExplicitDeny' | 'ImplicitDeny'

/** Judges as RAM does: an explicit deny wins over any allow, and what nobody allows is denied. */
export function judge(action: string, policies: readonly PolicyDocument[]): Verdict {
  let allowed = false
  for (const { Statement } of policies) {
    for (const { Effect, Action } of Statement) {
      if (![Action].flat().some((pattern) => matches(pattern, action))) continue
      if (Effect === 'Deny') return 'ExplicitDeny'
      allowed = true
    }
  }
  return allowed ? 'Allow' : 'ImplicitDeny'
}

/** Compares an action with a pattern in which `*` stands for any text and `?` for one character, without regard to case. */
function matches(pattern: string, action: string): boolean {
  const expression = pattern
    .replaceAll(/[\\^$.|+()[\]{}]/g, String.raw`\$&`)
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
  return new RegExp(`^${expression}$`, 'i').test(action)
}
