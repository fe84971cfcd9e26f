import { fetchOf } from '../../mock-server/adapters/fetch.ts'
import type { MockServer } from '../../mock-server/entry/start-mock-server.ts'
import { defaultPlan, type DeliveryPlan } from '../../mock-server/world/delivery-plan.ts'
import type { Clock } from '../../mock-server/ports/clock.ts'
import { createClient, type ChatappClient } from '../../sdk/client.ts'
import { demoTemplates, names } from './demo-texts.ts'

const [minute, hour, day] = [60_000, 3_600_000, 86_400_000]
const space = 'cams-demo0001'
const number = '8613900000001'

/** How long the sample week is, in milliseconds. */
export const length = 7 * day

/** How the messages of the sample week fare: some are never read, some fail. */
export const plan: DeliveryPlan = { ...defaultPlan, readProbability: 0.72, failProbability: 0.03 }

/** The clock of a demo world: in the past while the week is filled in, then the machine's. */
export function createDemoClock(): {
  readonly clock: Clock
  readonly moveTo: (time: number | undefined) => void
} {
  let past: number | undefined
  const now = (): number => past ?? Date.now()
  return {
    clock: { kind: 'system', now, distanceTo: (timestamp) => Math.abs(now() - timestamp) },
    moveTo: (time) => void (past = time),
  }
}

/** What the sample week needs of the world it fills. */
export interface DemoPorts {
  readonly server: MockServer
  /** Takes the clock of the demo world to a time, milliseconds since the epoch; never back. */
  readonly moveTo: (time: number) => Promise<void>
  /** The moment at which the week ends. */
  readonly end: number
}

/** Fills the demo world with a week of sample campaigns, answers, refusals and codes. The same seed gives the same week. */
export async function fillDemoWeek({ server, moveTo, end }: DemoPorts): Promise<void> {
  const { demo } = server
  let now = end - length
  const at = async (time: number): Promise<void> => moveTo((now = time))
  await at(now)
  await demo.extend(demoTemplates)
  const client = createClient({
    endpoint: server.url,
    credentials: { accessKeyId: demo.accessKeyId, accessKeySecret: demo.accessKeySecret },
    fetch: fetchOf(server),
    clock: {
      now: () => now,
      after: (delay, run) => {
        const handle = setTimeout(run, delay)
        return () => clearTimeout(handle)
      },
    },
    retry: { attempts: 1 },
  })
  const week = { client, demo, at, start: now }
  for (let today = 0; today < 7; today++) await oneDay(week, today)
  await lastMinutes(week, end)
  await at(end)
}

interface Week {
  readonly client: ChatappClient
  readonly demo: MockServer['demo']
  readonly at: (time: number) => Promise<void>
  readonly start: number
}

const person = (index: number): string => `86138${String(10_000_000 + index)}`
const nameOf = (index: number): string => names[index % names.length] as string

const common = { ChannelType: 'whatsapp', CustSpaceId: space, From: number } as const

async function mass(
  { client }: Week,
  task: string,
  template: string,
  count: number,
  offset: number,
  language = 'en',
): Promise<void> {
  await client.call('SendChatappMassMessage', {
    ...common,
    TaskId: task,
    TemplateCode: template,
    Language: language,
    SenderList: Array.from({ length: count }, (_, index) => ({
      To: person(offset + index),
      TemplateParams: {
        name: nameOf(offset + index),
        ...(template === '1119000000000000001' && { order: `A-${4000 + offset + index}` }),
      },
    })),
  })
}

const code = async ({ client }: Week, index: number): Promise<void> => {
  await client.call('SendChatappMessage', {
    ...common,
    To: person(index),
    Type: 'template',
    TemplateCode: '1119000000000000008',
    Language: 'en',
    TemplateParams: { code: String(100_000 + ((index * 7919) % 900_000)) },
  })
}

async function oneDay(week: Week, today: number): Promise<void> {
  const { at, client, demo, start } = week
  const morning = start + today * day + 2 * hour
  await at(morning)
  await mass(week, `order-updates-day-${today + 1}`, '1119000000000000001', 140 + today * 35, today * 400)
  await at(morning + 20 * minute)
  await mass(week, `order-updates-day-${today + 1}-zh`, '1119000000000000001', 60, 5000 + today * 60, 'zh_CN')
  for (let index = 0; index < 4; index++) {
    await at(morning + hour + index * 9 * minute)
    await code(week, 9000 + today * 4 + index)
  }
  await at(morning + 3 * hour)
  await client.call('SendChatappMassMessage', {
    ...common,
    TaskId: `appointments-day-${today + 1}`,
    TemplateCode: '1119000000000000005',
    Language: 'en',
    SenderList: Array.from({ length: 12 }, (_, index) => ({ To: person(7000 + today * 12 + index) })),
  })
  await at(morning + 3 * hour + 5 * minute)
  await demo.press({ from: person(7000 + today * 12), button: 'Yes' })
  await demo.inbound({ from: person(7001 + today * 12), text: 'Could we make it half an hour later? 🙏' })
  await refused(week, today)
}

/** One refusal a day, each of another kind. */
async function refused({ at, client, start }: Week, today: number): Promise<void> {
  await at(start + today * day + 8 * hour)
  const wrong: readonly Readonly<Record<string, unknown>>[] = [
    { ChannelType: 'line' },
    { TemplateCode: '1119000000000000099' },
    { From: '8613999999999' },
    { SenderList: [] },
    { TemplateCode: '1119000000000000003' },
    { SenderList: [{ To: '+8613810000001' }] },
    { Language: undefined },
  ]
  const call = {
    ...common,
    TemplateCode: '1119000000000000001',
    Language: 'en',
    SenderList: [{ To: person(1) }],
  }
  // What is refused is the point.
  await client.call('SendChatappMassMessage', { ...call, ...wrong[today] } as never).catch(() => undefined)
}

/** What happened just now: a large campaign under way, messages of every kind, an answer. */
async function lastMinutes(week: Week, end: number): Promise<void> {
  const { at, client, demo } = week
  await at(end - 2 * hour)
  await mass(week, 'spring-sale', 'demo-spring', 1000, 20_000)
  await at(end - 90 * minute)
  await client.call('SendChatappMassMessage', {
    ...common,
    TaskId: 'ramadan-greetings',
    TemplateCode: 'demo-arabic',
    Language: 'ar',
    SenderList: Array.from({ length: 24 }, (_, index) => ({
      To: person(30_000 + index),
      TemplateParams: { name: ['أحمد', 'فاطمة', 'يوسف', 'مريم'][index % 4] as string },
    })),
  })
  await at(end - 80 * minute)
  await client.call('SendChatappMassMessage', {
    ...common,
    ChannelType: 'viber',
    From: '90010001',
    TaskId: 'viber-news',
    TemplateCode: '1119000000000000011',
    Language: 'en',
    SenderList: Array.from({ length: 30 }, (_, index) => ({
      To: person(40_000 + index),
      TemplateParams: { name: nameOf(index) },
    })),
  } as never)
  await at(end - 40 * minute)
  await client.call('SendChatappMassMessage', {
    ...common,
    TaskId: 'terms-of-service',
    TemplateCode: 'demo-long',
    Language: 'en',
    FallBackId: 'SMS_POLICY_1',
    FallBackContent: 'Our terms change on 1 March: https://shop.example.com/terms',
    SenderList: [...failing, ...Array.from({ length: 20 }, (_, index) => person(50_000 + index))].map(
      (To, index) => ({
        To,
        TemplateParams: { name: nameOf(index) },
      }),
    ),
  })
  await at(end - 10 * minute)
  await demo.inbound({ from: person(20_000), text: 'Does the sale include shoes?' })
  await at(end - 9 * minute)
  await demo.inbound({ from: person(20_001), reaction: '❤️' })
  await at(end - 3000)
  await mass(week, 'order-updates-now', '1119000000000000001', 250, 60_000)
}

/** Test recipients whose messages fail, each in its own way. */
const failing: readonly string[] = ['15550131026', '15550131049']
