export {
  checkExchange,
  checks,
  judgeRates,
  type Check,
  type Severity,
  type Violation,
} from '../contracts/checks/index.ts'
export type { Exchange } from '../contracts/exchange.ts'
export { recordModes, type RecordMode } from '../recording/cassette/recorder.ts'
export { useCassette, type CassetteInUse, type CassetteUseOptions } from '../recording/use-cassette.ts'
export { compareRuns, type CompareOptions, type Difference, type DifferenceClass } from './compare.ts'
export { library, scenarioOf } from './library/index.ts'
export { callWithSdk, type Caller, type PlainCall, type RawAnswer } from './make-call.ts'
export { defineScenario, parseScenario } from './parse-scenario.ts'
export type { Complaint } from './complaint.ts'
export { playScenario, type Played, type PlayOptions, type StepResult } from './play.ts'
export { scenarioJsonSchema, type Scenario, type ScenarioInput } from './scenario.ts'
export { keyAmong, type Stage, type StageWorld, type Target } from './target.ts'
