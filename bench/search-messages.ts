import { findMessages } from '../mock-server/messages/find-messages.ts'
import { createMock } from '../mock-server/entry/create-mock.ts'
import { createVirtualClock } from '../mock-server/ports/clock.ts'
import { parseQuery } from '../mock-server/query/parse-query.ts'
import { defaultPlan } from '../mock-server/world/delivery-plan.ts'
import type { World } from '../mock-server/world/world.ts'
import { massSend, signed, testTime } from '../test/signed-requests.ts'
import type { Figure } from './figure.ts'

const [batches, recipients, rounds, page] = [100, 1000, 15, 100]

/** Processor time of the first page of each kind of query over 100,000 messages. */
export async function measureSearch(): Promise<Figure[]> {
  const world = await filled()
  const asked = queriesOf(world).map((query) => ({ query, took: timesOf(world, query) }))
  const all = asked.flatMap(({ took }) => took).sort((a, b) => a - b)
  const notes = asked.map(
    ({ query, took }) =>
      `${query || '(everything)'}: ${quantile(took, 0.5).toFixed(1)} ms, p95 ${quantile(took, 0.95).toFixed(1)} ms`,
  )
  return [
    {
      name: 'search-messages',
      unit: 'ms of processor time (p95 of the slowest kind)',
      ours: Math.max(...asked.map(({ took }) => quantile(took, 0.95))),
      floor: undefined,
      ratio: undefined,
      target: { better: 'lower', reach: 100, aim: 50 },
      notes: [`${batches * recipients} messages, p95 of all ${quantile(all, 0.95).toFixed(1)} ms`, ...notes],
    },
  ]
}

async function filled(): Promise<World> {
  const clock = createVirtualClock(testTime)
  const mock = createMock({ clock, throttled: false, plan: { ...defaultPlan, failProbability: 0.0001 } })
  for (let batch = 0; batch < batches; batch++) {
    const senderList = Array.from({ length: recipients }, (_, index) => ({
      To: `86138${String(batch * recipients + index).padStart(8, '0')}`,
      TemplateParams: { name: `Ann-${batch * recipients + index}`, order: `A-${index}` },
    }))
    await mock.handle(
      signed(massSend({ TaskId: `task-${batch}`, SenderList: senderList }), {
        action: 'SendChatappMassMessage',
        at: clock.now(),
      }),
    )
    clock.moveTo(clock.now() + 10)
  }
  clock.moveTo(clock.now() + 60_000)
  return mock.world
}

function queriesOf(world: World): string[] {
  const [first] = world.batches.values()
  return [
    '',
    'to:8613800000777',
    'to:8613800000777*',
    'Ann-777',
    'status:Failed',
    '"not there"',
    'task:task-7',
    'task:none',
    'template:none',
    `group:${first?.groupMessageId}`,
    'group:8900000000000000',
    '99999999999',
  ]
}

function timesOf(world: World, text: string): number[] {
  const query = parseQuery(text)
  return Array.from({ length: rounds }, () => {
    const before = process.cpuUsage()
    let found = 0
    for (const message of findMessages(world, query)) {
      JSON.stringify(message)
      if (++found === page) break
    }
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1000
  }).sort((a, b) => a - b)
}

const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN
