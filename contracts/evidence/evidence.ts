/**
 * How well a statement about the real service is supported.
 *
 * - `documented`: printed in the vendor's public documentation or API metadata
 * - `sdk`: read from the vendor's own SDK code or definitions
 * - `observed`: seen in answers of the live service, first or second hand
 * - `disputed`: sources contradict each other; a switch of `assumptions.ts` chooses one
 * - `assumed`: nobody could find out; a switch of `assumptions.ts` changes it where there is a choice
 */
export type EvidenceClass = 'documented' | 'sdk' | 'observed' | 'disputed' | 'assumed'

/** A class of support with the place it comes from. */
export interface Evidence {
  readonly class: EvidenceClass
  readonly source: string
  /** The switch that chose the answer, as `name=choice`, where one did. */
  readonly assumption?: string
}

export const evidenceClasses: readonly [EvidenceClass, ...EvidenceClass[]] = [
  'documented',
  'sdk',
  'observed',
  'disputed',
  'assumed',
]

export const documented = (source: string): Evidence => ({ class: 'documented', source })
export const sdk = (source: string): Evidence => ({ class: 'sdk', source })
export const observed = (source: string): Evidence => ({ class: 'observed', source })
export const assumed = (source: string): Evidence => ({ class: 'assumed', source })
export const disputed = (source: string): Evidence => ({ class: 'disputed', source })

/** The identity of a check: what an answer's `x-mock-rule` names. */
export interface Rule {
  readonly id: string
  /** What the rule demands or grants, as one sentence. */
  readonly summary: string
  readonly evidence: Evidence
}
