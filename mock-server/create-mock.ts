import { createHistory, type History } from './capsule/history.ts'
import { checkOptions } from './check-options.ts'
import { faultRule } from './faults/rule.ts'
import type { MockOptions } from './mock-options.ts'
import { openMock, type Mock } from './open-mock.ts'
import { virtualStart } from './ports/clock.ts'
import { demoDocument } from './world/demo-document.ts'
import { worldDocument, type WorldDocument } from './world/world-document.ts'
import { mergeDocuments } from './world/world-file.ts'

export type { Mock, MockOptions }

/**
 * Creates an emulator in this process. Throws `UsageError` for options there are not, and `ZodError` when the world is not one.
 * @param given where what is done is kept, for whoever repeats a capsule
 */
export function createMock(options: MockOptions = {}, given?: History): Mock {
  checkOptions(options, 'createMock')
  const { world, faults = [], capsules = false, ...rest } = options
  const history = capsules ? (given ?? createHistory(setupOf(options), rest.clock === 'virtual' ? virtualStart : undefined)) : undefined
  const document = world === undefined ? demoDocument() : completed(worldDocument.parse(world))
  return openMock({ ...document, faults: [...document.faults, ...faults.map((fault) => faultRule.parse(fault))] }, rest, history)
}

const completed = (document: WorldDocument): WorldDocument => (document.extends === 'demo' ? mergeDocuments(demoDocument(), document) : document)

/** The options that can be written down, for a capsule. */
function setupOf({ seed, clock, world, assumptions, throttled, lenient, journalLimits, plan, pushes, disorder, faults, explainInHeaders }: MockOptions): Readonly<Record<string, unknown>> {
  const setup = { seed, ...(clock === 'virtual' || clock === 'system' ? { clock } : {}), world, assumptions, throttled, lenient, journalLimits, plan, pushes, disorder, faults, explainInHeaders }
  return Object.fromEntries(Object.entries(setup).filter(([, value]) => value !== undefined))
}
