import type { AssumptionName, Assumptions } from '../../../contracts/evidence/assumptions.ts'
import type { MockUnderTest } from '../../mock-under-test.ts'

/** A question put to the emulator, and what it answers under each choice. */
export interface Row<Name extends AssumptionName> {
  readonly ask: (mock: MockUnderTest) => Promise<unknown>
  readonly answers: Readonly<Record<Assumptions[Name], unknown>>
  /** Other choices under which the question makes a difference. */
  readonly under?: Partial<Assumptions>
}
