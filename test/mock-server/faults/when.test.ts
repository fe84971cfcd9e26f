import { describe, expect, it } from 'vitest'
import { createMock } from '../../watched-emulators.ts'
import type { FaultRuleInput } from '../../../mock-server/faults/rule.ts'
import { massSend } from '../../signed-requests.ts'
import { mockUnderTest } from '../../mock-under-test.ts'
import { callerOf } from '../world/caller.ts'

/** Codes of so many sends in a world with the faults, one second apart. */
async function codesUnder(
  faults: readonly FaultRuleInput[],
  count = 6,
  seed = 1,
): Promise<{ codes: unknown[]; struck: number[]; seen: number[] }> {
  const mock = createMock({ clock: 'virtual' })
  const world = await mock.createWorld({ seed, faults })
  const caller = callerOf(mock.handle, world)
  const codes: unknown[] = []
  for (let index = 0; index < count; index++) {
    codes.push((await caller.send({ TaskId: `task-${index}` })).code)
    await world.advance('1s')
  }
  const list = await world.faults.list()
  return { codes, struck: list.map(({ struck }) => struck), seen: list.map(({ seen }) => seen) }
}

const refusal = { fault: 'error', with: { code: 'InternalError' } }
const [ok, bad] = ['OK', 'InternalError']

describe('a fault strikes', () => {
  it.each<[string, NonNullable<FaultRuleInput['when']>, string[]]>([
    ['every call', {}, [bad, bad, bad, bad, bad, bad]],
    ['calls of an operation', { operation: 'SendChatappMassMessage' }, [bad, bad, bad, bad, bad, bad]],
    ['calls of operations by pattern', { operation: 'Send*Mass*' }, [bad, bad, bad, bad, bad, bad]],
    ['no call of another operation', { operation: 'SendChatappMessage' }, [ok, ok, ok, ok, ok, ok]],
    ['calls of an account', { account: '1000000000000001' }, [bad, bad, bad, bad, bad, bad]],
    [
      'calls with a key, as it is called in the demo world',
      { key: 'mock-ak-1' },
      [bad, bad, bad, bad, bad, bad],
    ],
    ['no call with another key', { key: 'mock-ak-2' }, [ok, ok, ok, ok, ok, ok]],
    ['calls that match a query', { query: 'task:task-2 OR task:task-4' }, [ok, ok, bad, ok, bad, ok]],
    ['the nth call', { nth: 3 }, [ok, ok, bad, ok, ok, ok]],
    ['several of them', { nth: [1, 6] }, [bad, ok, ok, ok, ok, bad]],
    ['every nth call', { every: 2 }, [ok, bad, ok, bad, ok, bad]],
    ['at most so often', { count: 2 }, [bad, bad, ok, ok, ok, ok]],
    ['the nth of those that match', { query: '-task:task-0', nth: 2 }, [ok, ok, bad, ok, ok, ok]],
    ['from a duration on', { from: '3s' }, [ok, ok, ok, bad, bad, bad]],
    ['until a duration has passed', { until: '2s' }, [bad, bad, ok, ok, ok, ok]],
    [
      'between two times',
      { from: '2026-01-01T00:00:01Z', until: '2026-01-01T00:00:03Z' },
      [ok, bad, bad, ok, ok, ok],
    ],
  ])('%s', async (_, when, expected) => {
    expect((await codesUnder([{ ...refusal, when }])).codes).toEqual(expected)
  })

  it('by chance as often as its probability says, the same for the same seed', async () => {
    const run = (seed: number) => codesUnder([{ ...refusal, when: { probability: 0.3 } }], 200, seed)
    const [first, again, other] = [await run(7), await run(7), await run(8)]
    expect(first.struck[0]).toBeGreaterThan(40)
    expect(first.struck[0]).toBeLessThan(80)
    expect(first.seen).toEqual([200])
    expect(again.codes).toEqual(first.codes)
    expect(other.codes).not.toEqual(first.codes)
  })

  it('without changing the ids of other answers, nor the chance of other faults', async () => {
    const answers = async (faults: FaultRuleInput[]): Promise<string[]> => {
      const mock = createMock({ clock: 'virtual' })
      const world = await mock.createWorld({ faults })
      const texts: string[] = []
      for (let index = 0; index < 8; index++)
        texts.push((await callerOf(mock.handle, world).send({}, { nonce: `n${index}` })).text)
      return texts
    }
    const never = { ...refusal, when: { probability: 0 } }
    const rare = { ...refusal, id: 'rare', when: { probability: 0.4 } }
    const plain = await answers([])
    expect(await answers([never])).toEqual(plain)
    const alone = await answers([rare])
    expect(await answers([never, rare])).toEqual(alone)
    expect(await answers([{ ...refusal, id: 'first', when: { nth: 1 }, at: 'before-read' }])).toEqual([
      expect.stringContaining('InternalError'),
      ...plain.slice(1).map(() => expect.stringContaining('"Code":"OK"') as string),
    ])
  })
})

describe('counters and rules of a world', () => {
  it('go with forks, marks and resets, and stay apart', async () => {
    const mock = createMock({ clock: 'virtual' })
    const world = await mock.createWorld({ faults: [{ ...refusal, when: { nth: 2 } }] })
    const send = async (to = world) => (await callerOf(mock.handle, to).send()).code
    expect(await send()).toBe(ok)
    await world.mark()
    const fork = await world.fork()
    expect([await send(fork), await send(fork), await send(), await send()]).toEqual([bad, ok, bad, ok])
    await world.rewind()
    expect(await send()).toBe(bad)
    await world.faults.clear()
    expect([(await world.faults.list()).length, (await fork.faults.list()).length]).toEqual([0, 1])
    await world.reset()
    expect(await world.faults.list()).toMatchObject([{ id: 'f1', seen: 0, struck: 0 }])
    expect([await send(), await send()]).toEqual([ok, bad])
  })

  it('chance goes with them, too: what is done again is struck again', async () => {
    const mock = createMock({ clock: 'virtual' })
    const world = await mock.createWorld({
      throttled: false,
      faults: [{ ...refusal, when: { probability: 0.5 } }],
    })
    const codes = async (of = world) =>
      Promise.all(Array.from({ length: 20 }, async () => (await callerOf(mock.handle, of).send()).code))
    await codes()
    await world.mark()
    const fork = await world.fork()
    const first = await codes()
    await world.rewind()
    expect(await codes()).toEqual(first)
    expect(await codes(fork)).toEqual(first)
  })

  it('stand in an exported world, from which the same faults come', async () => {
    const mock = createMock({ clock: 'virtual' })
    const world = await mock.createWorld({
      faults: [{ fault: 'latency', with: { fixed: '2s' }, when: { from: '1m', operation: 'Send*' } }],
      disorder: { late: 0.5 },
    })
    const document = await world.export()
    const { id: _, ...late } = {
      id: '',
      fault: 'receipt-late',
      at: 'callback',
      with: { by: [3_600_000, 21_600_000] },
      when: { probability: 0.5 },
    }
    expect(document.faults).toEqual([
      { id: 'disorder-late', ...late },
      {
        id: 'f1',
        fault: 'latency',
        at: 'before-read',
        with: { fixed: 2000 },
        when: { from: Date.UTC(2026, 0, 1, 0, 1), operation: 'Send*' },
      },
    ])
    const again = createMock({ world: document, clock: 'virtual' })
    expect((await again.demo.export()).faults).toEqual(document.faults)
  })

  it('of another world are none of its business', async () => {
    const mock = createMock({ clock: 'virtual' })
    const [calm, rough] = [await mock.createWorld(), await mock.createWorld()]
    await rough.faults.add(refusal)
    expect([
      (await callerOf(mock.handle, calm).send()).code,
      (await callerOf(mock.handle, rough).send()).code,
    ]).toEqual([ok, bad])
  })
})

describe('a rule that is none', () => {
  const add = async (...faults: unknown[]): Promise<string> => {
    const mock = createMock({ clock: 'virtual' })
    const said = await mock.demo.faults.add(...(faults as FaultRuleInput[])).then(
      () => 'added',
      (error: Error) => error.message,
    )
    expect(await mock.demo.faults.list()).toEqual(said === 'added' ? expect.anything() : [])
    return said
  }
  it.each<[unknown, string]>([
    [{ fault: 'resett' }, '/faults/0/fault: there is no fault resett. Did you mean reset?'],
    [
      { fault: 'reset', at: 'after-comit' },
      '/faults/0/at: reset cannot strike at after-comit. Did you mean after-commit? It can at after-commit, before-read, before-commit, mid-answer.',
    ],
    [
      { fault: 'reset', with: { afer: 3 } },
      '/faults/0/with/afer: reset has no parameter afer. Did you mean after? It has after.',
    ],
    [
      { fault: 'no-answer', with: { after: 3 } },
      '/faults/0/with/after: no-answer has no parameter after. It has none.',
    ],
    [
      { fault: 'reset', wen: {} },
      '/faults/0: unknown: wen. Did you mean when? Known here: id, fault, with, at, when.',
    ],
    [
      { fault: 'reset', when: { operashun: 'x' } },
      '/faults/0/when: unknown: operashun. Did you mean operation?',
    ],
    [
      { fault: 'reset', when: { operation: 'SendChatappMasMessage' } },
      '/faults/0/when/operation: there is no operation SendChatappMasMessage. Did you mean SendChatappMassMessage?',
    ],
    [
      { fault: 'receipt-lost', when: { operation: 'ChatAppStatuss' } },
      '/faults/0/when/operation: there is no receipt ChatAppStatuss. Did you mean ChatAppStatus?',
    ],
    [
      { fault: 'receipt-lost', when: { key: 'mock-ak-1' } },
      '/faults/0/when/key: a receipt has no key; name the account instead',
    ],
    [{ fault: 'reset', when: { account: '1' } }, '/faults/0/when/account: the world has no account 1.'],
    [
      { fault: 'reset', when: { key: 'mock-ak1' } },
      '/faults/0/when/key: the world has no key mock-ak1. Did you mean mock-ak-1?',
    ],
    [{ fault: 'reset', when: { query: 'cod:OK' } }, 'There is no field cod. Did you mean code?'],
    [{ fault: 'reset', when: { from: 'tomorrow' } }, '/faults/0/when/from: given "tomorrow", a time such as'],
    [{ fault: 'reset', when: { probability: 2 } }, '/faults/0/when/probability'],
    [
      { fault: 'error', with: { code: 'System.LimitContrl' } },
      '/faults/0/with/code: the error table has no System.LimitContrl. Did you mean System.LimitControl?',
    ],
    [
      { fault: 'latency', with: { fixed: '1s', uniform: ['1s', '2s'] } },
      '/faults/0/with: exactly one of fixed, uniform, logNormal and spikes',
    ],
    [{ fault: 'latency', with: { fixed: 'long' } }, '/faults/0/with/fixed: a duration such as 250ms'],
  ])('is refused with the nearest name: %j', async (rule, complaint) => {
    expect(await add(rule)).toContain(complaint)
  })

  it('keeps those beside it from being set', async () => {
    expect(await add({ fault: 'reset' }, { fault: 'nothing-like-it' })).toContain(
      '/faults/1/fault: there is no fault nothing-like-it. ',
    )
    expect(await add({ fault: 'reset', id: 'a' }, { fault: 'reset', id: 'a' })).toBe(
      '/faults/1/id: there is a fault a already',
    )
  })

  it('is not one of a world that is made, either', async () => {
    const mock = createMock({ clock: 'virtual' })
    await expect(
      mock.createWorld({ faults: [{ fault: 'reset', when: { operation: 'Nothing' } }] }),
    ).rejects.toThrow('there is no operation Nothing')
    expect(mock.worlds.list()).toHaveLength(1)
    expect(() => createMock({ faults: [{ fault: 'reste' }] })).toThrow('Did you mean reset?')
  })
})

it('is removed by its id, and only if it is there', async () => {
  const mock = createMock({ clock: 'virtual' })
  await mock.demo.faults.add({ fault: 'reset', id: 'one' }, { fault: 'reset' }, { fault: 'no-answer' })
  expect((await mock.demo.faults.list()).map(({ id }) => id)).toEqual(['one', 'f1', 'f2'])
  await mock.demo.faults.clear('f1')
  await expect(mock.demo.faults.clear('f1')).rejects.toThrow('World demo has no fault f1. It has one, f2.')
  await mock.demo.faults.clear()
  expect(await mock.demo.faults.list()).toEqual([])
  expect((await callerOf(mock.handle, mock.demo).call(massSend())).code).toBe(ok)
})

describe('a fault whose time ends before it begins', () => {
  it.each([
    [{ from: '2m', until: '1m' }],
    [{ from: '1m', until: '1m' }],
    [{ from: '2026-02-01', until: '2026-01-01' }],
    [{ from: 5000, until: 4000 }],
    [{ from: '1h', until: '2020-01-01T00:00:00Z' }],
    [{ from: '2099-01-01', until: '1h' }],
  ])('%j is refused where it is set, in a running world, in a new one and at start', async (when) => {
    const rule = { fault: 'server-error', when }
    const mock = mockUnderTest()
    await expect(mock.demo.faults.add(rule)).rejects.toThrow(/until/)
    expect(await mock.demo.faults.list()).toEqual([])
    await expect(mock.createWorld({ faults: [rule] })).rejects.toThrow(/until/)
    expect(() => mockUnderTest({ faults: [rule] })).toThrow(/until/)
  })
})
