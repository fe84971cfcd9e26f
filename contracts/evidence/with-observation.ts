import { observed, type Evidence } from './evidence.ts'
import { observations } from '../generated/observations.ts'

/** An answer of the live service that confirmed what was assumed. */
export interface Observed {
  /** yyyy-MM-dd */
  readonly date: string
  /** The file in docs/observations that holds the answer. */
  readonly bundle: string
}

/** What live runs confirmed: rules by id, their refusals as `rule code`, switches as `name=choice`, codes of the error table. */
export interface Observations {
  readonly rules: Readonly<Record<string, Observed>>
  readonly refusals: Readonly<Record<string, Observed>>
  readonly choices: Readonly<Record<string, Observed>>
  readonly errors: Readonly<Record<string, Observed>>
}

/** The evidence of something, and `observed` with its date where it was assumed or disputed and a live run has confirmed it since. */
export function withObservation(kind: keyof Observations, name: string, evidence: Evidence): Evidence {
  const seen =
    evidence.class === 'assumed' || evidence.class === 'disputed' ? observations[kind][name] : undefined
  return seen === undefined
    ? evidence
    : {
        ...evidence,
        ...observed(
          `answer of the live service on ${seen.date} (docs/observations/${seen.bundle}); ${evidence.class} before: ${evidence.source}`,
        ),
      }
}
