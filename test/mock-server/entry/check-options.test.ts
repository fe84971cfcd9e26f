import { describe, expect, it } from 'vitest'
import { UsageError } from '../../../contracts/usage-error.ts'
import { createMock, type MockOptions } from '../../../mock-server/entry/create-mock.ts'
import { createVirtualClock } from '../../../mock-server/ports/clock.ts'
import { startMockServer } from '../../../mock-server/entry/start-mock-server.ts'

/** As plain JavaScript may call it. */
const complaint = (options: object): string => {
  try {
    createMock(options as MockOptions)
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError)
    return (error as Error).message
  }
  throw new Error('nothing was refused')
}

describe('options that do not exist', () => {
  it.each([
    [{ sed: 7 }, 'createMock: there is no option sed. Did you mean seed? Known: seed, clock,'],
    [{ clok: 'virtual' }, 'there is no option clok. Did you mean clock?'],
    [{ seed: '7' }, 'seed is "7"; expected a whole number from 0 to 4294967295.'],
    [{ seed: -1 }, 'seed is -1;'],
    [{ seed: Number.NaN }, 'seed is NaN;'],
    [
      { clock: 'virtal' },
      "clock is \"virtal\"; expected 'system', 'virtual' or a clock such as createVirtualClock() makes. Did you mean virtual?",
    ],
    [{ clock: {} }, 'clock is {};'],
    [{ assumptions: 'all' }, 'assumptions is "all"; expected an object of names and choices.'],
    [
      { assumptions: { throtleCode: 'Throttling.User' } },
      'there is no assumption throtleCode. Did you mean throttleCode?',
    ],
    [
      { assumptions: { throttleCode: 'Throttling.Usr' } },
      'the assumption throttleCode is "Throttling.Usr"; expected one of System.LimitControl, Throttling.User. Did you mean Throttling.User?',
    ],
    [
      { world: { acounts: [] } },
      'createMock: world.acounts: unknown key. Did you mean accounts? Known here: extends, accounts,',
    ],
    [
      { world: { assumptions: { errorStatus: '300' } } },
      'createMock: world.assumptions.errorStatus: expected one of 200, declared. Did you mean 200?',
    ],
    [{ world: 'demo' }, 'createMock: world: Invalid input: expected object, received string'],
    [{ faults: { fault: 'reset' } }, 'createMock: faults: Invalid input: expected array, received object'],
    [
      { faults: [{ fault: 'reste' }] },
      'createMock: faults.0.fault: there is no fault reste. Did you mean reset?',
    ],
  ])('are refused with what was given and what was expected: %j', (options, text) => {
    expect(complaint(options)).toContain(text)
  })

  it('are refused before a server listens', async () => {
    await expect(startMockServer({ prot: 4010 } as object)).rejects.toThrow(
      'startMockServer: there is no option prot. Did you mean port?',
    )
  })

  it('are told from those that do', () => {
    expect(
      createMock({ seed: 0, clock: createVirtualClock(), assumptions: { throttleCode: 'Throttling.User' } })
        .world.seed,
    ).toBe(0)
  })
})
