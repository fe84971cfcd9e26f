import type { Call } from '../../call/call.ts'
import type { AccessKey } from '../../world/directory.ts'
import type { Signing } from './signing.ts'

/** What a hypothesis may look at. */
export interface Facts {
  readonly call: Call
  readonly key: AccessKey
  /** Every key of the world, by id. */
  readonly keys: ReadonlyMap<string, AccessKey>
}

/** Steps of the signing that the client may have done otherwise. `detail` takes the place of `{detail}` in what the hypothesis says. */
export type Change<S> = Partial<S> & { readonly detail?: string }

/** A mistake that clients make in the string they sign. */
export interface Hypothesis<S extends Signing = Signing> {
  readonly id: string
  /** What went wrong, and what to do. */
  readonly says: string
  /** Frequent enough to be tried together with another mistake. */
  readonly common?: true
  /** The general form of more specific ones: no alternative to them where both give one string. */
  readonly general?: true
  /** How the mistake would change the signing; several ways are tried in turn, none means that it cannot have happened here. */
  readonly change: (signing: S, facts: Facts) => Change<S> | readonly Change<S>[]
}

/** A finding of a diagnosis. */
export interface Finding {
  /** Names the hypothesis or the clue. */
  readonly id: string
  /** True when signing that way gives exactly the signature that came. */
  readonly certain: boolean
  /** What went wrong, and what to do. */
  readonly says: string
}

/** Reports a hypothesis that reproduces the signature. */
export const certainly = (
  { id, says }: { readonly id: string; readonly says: string },
  detail = '',
): Finding => ({ id, certain: true, says: says.replace('{detail}', () => detail) })
