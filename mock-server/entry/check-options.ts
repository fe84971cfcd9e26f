import { assumptions, type AssumptionName } from '../../contracts/evidence/assumptions.ts'
import { didYouMean } from '../../contracts/nearest.ts'
import { UsageError } from '../../contracts/usage-error.ts'
import type { MockOptions } from './mock-options.ts'

const mockOptions: Readonly<Record<keyof MockOptions, true>> = {
  seed: true,
  clock: true,
  world: true,
  assumptions: true,
  throttled: true,
  lenient: true,
  journalLimits: true,
  plan: true,
  pushes: true,
  disorder: true,
  faults: true,
  callbackHosts: true,
  transport: true,
  driven: true,
  explainInHeaders: true,
  timer: true,
  capsules: true,
  onExchange: true,
  onDefect: true,
}

const largestSeed = 4_294_967_295

/**
 * Throws `UsageError` for what the types forbid but plain JavaScript lets through: unknown options, clocks, seeds and assumptions.
 * @param maker the function called, for messages
 * @param more options it takes beside those of `createMock`
 */
export function checkOptions(options: object, maker: string, more: readonly string[] = []): void {
  const known = [...Object.keys(mockOptions), ...more]
  for (const name of Object.keys(options)) {
    if (!known.includes(name))
      throw new UsageError(
        `${maker}: there is no option ${name}.${didYouMean(name, known)} Known: ${known.join(', ')}.`,
      )
  }
  const { seed, clock, assumptions: chosen } = options as Readonly<Record<string, unknown>>
  if (seed !== undefined && !(Number.isInteger(seed) && Number(seed) >= 0 && Number(seed) <= largestSeed)) {
    throw new UsageError(`${maker}: seed is ${show(seed)}; expected a whole number from 0 to ${largestSeed}.`)
  }
  if (clock !== undefined && !isClock(clock)) {
    throw new UsageError(
      `${maker}: clock is ${show(clock)}; expected 'system', 'virtual' or a clock such as createVirtualClock() makes.${typeof clock === 'string' ? didYouMean(clock, ['system', 'virtual']) : ''}`,
    )
  }
  if (chosen !== undefined) checkAssumptions(chosen, maker)
}

function checkAssumptions(chosen: unknown, maker: string): void {
  if (typeof chosen !== 'object' || chosen === null || Array.isArray(chosen))
    throw new UsageError(`${maker}: assumptions is ${show(chosen)}; expected an object of names and choices.`)
  for (const [name, choice] of Object.entries(chosen)) {
    const known = Object.keys(assumptions)
    if (!known.includes(name))
      throw new UsageError(
        `${maker}: there is no assumption ${name}.${didYouMean(name, known)} All are listed by: chatapp-mock evidence`,
      )
    const choices: readonly string[] = assumptions[name as AssumptionName].choices
    if (choice !== undefined && !choices.includes(choice)) {
      throw new UsageError(
        `${maker}: the assumption ${name} is ${show(choice)}; expected one of ${choices.join(', ')}.${typeof choice === 'string' ? didYouMean(choice, choices) : ''}`,
      )
    }
  }
}

const isClock = (clock: unknown): boolean =>
  clock === 'system' ||
  clock === 'virtual' ||
  (typeof clock === 'object' &&
    clock !== null &&
    'now' in clock &&
    typeof clock.now === 'function' &&
    'distanceTo' in clock &&
    typeof clock.distanceTo === 'function')

const show = (value: unknown): string =>
  typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? String(value)).slice(0, 200)
