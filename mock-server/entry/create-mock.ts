import * as z from 'zod'
import { UsageError } from '../../contracts/usage-error.ts'
import { createHistory } from '../capsule/history.ts'
import type { History } from '../emulator/history.ts'
import { checkOptions } from './check-options.ts'
import { faultRule } from '../faults/rule.ts'
import type { MockOptions } from './mock-options.ts'
import { openMock, type Mock } from './open-mock.ts'
import { virtualStart } from '../ports/clock.ts'
import { demoDocument } from '../world-file/demo-document.ts'
import { worldDocument } from '../world-file/world-document.ts'
import { completeDocument } from '../world-file/world-file.ts'
import { complaintsOf } from '../world-file/yaml-file.ts'

export type { Mock, MockOptions }

/**
 * Creates an emulator in this process. Throws `UsageError` for options there are not, and for a world or faults that are none.
 * @param given where what is done is kept, for whoever repeats a capsule
 */
export function createMock(options: MockOptions = {}, given?: History): Mock {
  checkOptions(options, 'createMock')
  const { world, faults = [], capsules = false, ...rest } = options
  const history = capsules
    ? (given ?? createHistory(setupOf(options), rest.clock === 'virtual' ? virtualStart : undefined))
    : undefined
  const document =
    world === undefined ? demoDocument() : completeDocument(read(worldDocument, world, 'world'), demoDocument)
  return openMock(
    { ...document, faults: [...document.faults, ...read(z.array(faultRule), faults, 'faults')] },
    rest,
    history,
  )
}

function read<Schema extends z.ZodType>(schema: Schema, given: unknown, option: string): z.output<Schema> {
  const result = schema.safeParse(given, { reportInput: true })
  if (result.success) return result.data
  throw new UsageError(
    complaintsOf(result.error, schema)
      .map(({ path, message }) => `createMock: ${[option, ...path.map(String)].join('.')}: ${message}`)
      .join('\n'),
  )
}

/** The options that can be written down, for a capsule. */
function setupOf({
  seed,
  clock,
  world,
  assumptions,
  throttled,
  lenient,
  journalLimits,
  plan,
  pushes,
  disorder,
  faults,
  explainInHeaders,
}: MockOptions): Readonly<Record<string, unknown>> {
  const setup = {
    seed,
    ...(clock === 'virtual' || clock === 'system' ? { clock } : {}),
    world,
    assumptions,
    throttled,
    lenient,
    journalLimits,
    plan,
    pushes,
    disorder,
    faults,
    explainInHeaders,
  }
  return Object.fromEntries(Object.entries(setup).filter(([, value]) => value !== undefined))
}
