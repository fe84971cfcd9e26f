import { createMock } from '../mock-server/entry/create-mock.ts'
import { createVirtualClock } from '../mock-server/ports/clock.ts'
import { defaultPlan } from '../mock-server/world/delivery-plan.ts'
import { massSend, signed, testTime } from '../test/signed-requests.ts'
import type { Figure } from './figure.ts'

const batches = 80
const recipients = 1000
const singles = 20_000
const total = batches * recipients + singles
const rounds = 40

const numberOf = (index: number): string => `86138${String(index).padStart(8, '0')}`
const personal = (index: number) => ({
  To: numberOf(index),
  TemplateParams: { name: `Ann-${index}`, order: `A-${index}` },
})

/** How long ListChatappMessage takes over 100,000 messages: four fifths from mass sends, one fifth sent one by one; a tenth of all fail. */
export async function measureListing(): Promise<Figure[]> {
  const clock = createVirtualClock(testTime)
  const mock = createMock({ clock, throttled: false, plan: { ...defaultPlan, failProbability: 0.1 } })
  const call = async (action: string, parameters: Readonly<Record<string, unknown>>): Promise<string> => {
    const { status, body } = await mock.handle(signed(parameters, { action, at: clock.now() }))
    if (status !== 200) throw new Error(`expected 200, the emulator answered ${status} ${body}`)
    return body
  }
  for (let batch = 0; batch < batches; batch++) {
    await call(
      'SendChatappMassMessage',
      massSend({
        SenderList: Array.from({ length: recipients }, (_, index) => personal(batch * recipients + index)),
      }),
    )
    clock.moveTo(clock.now() + 10)
  }
  for (let index = batches * recipients; index < total; index++) {
    await call('SendChatappMessage', {
      ...massSend({ SenderList: undefined }),
      Type: 'template',
      ...personal(index),
    })
    if (index % 100 === 0) clock.moveTo(clock.now() + 10)
  }
  clock.moveTo(clock.now() + 60_000)

  const asked: readonly Readonly<Record<string, unknown>>[] = [
    { Page: { Index: 1, Size: 100 } },
    { Page: { Index: total / 200, Size: 100 } },
    { Page: { Index: total / 100, Size: 100 } },
    { Page: { Index: 1, Size: 100 }, UserNumber: numberOf(17) },
    { Page: { Index: 1, Size: 100 }, MessageStatus: 'fail' },
    { Page: { Index: total / 2000, Size: 100 }, MessageStatus: 'fail' },
    { Page: { Index: 1, Size: 100 }, EventAction: 'UP' },
  ]
  const slowest: { readonly took: number; readonly what: string }[] = []
  for (let round = 0; round < rounds; round++) {
    for (const filter of asked) {
      const started = performance.now()
      await call('ListChatappMessage', {
        BusinessNumber: '8613900000001',
        ChannelType: 'whatsapp',
        CustSpaceId: 'cams-demo0001',
        StartTime: testTime,
        ...filter,
      })
      slowest.push({ took: performance.now() - started, what: JSON.stringify(filter) })
    }
  }
  slowest.sort((a, b) => a.took - b.took)
  const at = (share: number): number => slowest[Math.floor((slowest.length - 1) * share)]?.took ?? Number.NaN
  return [
    {
      name: 'list-messages',
      unit: 'ms (p95)',
      ours: at(0.95),
      floor: undefined,
      ratio: undefined,
      target: { better: 'lower', reach: 50, aim: 25 },
      notes: [
        `${total} messages, ${slowest.length} calls of ${asked.length} kinds, median ${at(0.5).toFixed(1)} ms, slowest ${at(1).toFixed(1)} ms: ${slowest.at(-1)?.what}`,
      ],
    },
  ]
}
