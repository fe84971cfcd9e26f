import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openLocalTarget } from '../../../cli/contract/targets.ts'
import { toRecording, type Recording } from '../../../recording/cassette/recording.ts'
import { redactionKey } from '../../../recording/redaction/redaction-key.ts'
import { createRedactor } from '../../../recording/redaction/redactor.ts'
import { toScenario } from '../../../scenarios/cassettes/to-scenario.ts'
import { parseScenario } from '../../../scenarios/parse-scenario.ts'
import { playScenario } from '../../../scenarios/play.ts'
import type { Target } from '../../../scenarios/target.ts'
import { massSend, recipients, signed } from '../../signed-requests.ts'
import { mockUnderTest } from '../../mock-under-test.ts'

let target: Target
beforeAll(async () => {
  target = await openLocalTarget('in-process')
})
afterAll(() => target.close())

/** Sends right and wrong, waits, asks for what was sent, and sends once more under a wrong signature. */
async function recorded(): Promise<Recording[]> {
  const mock = mockUnderTest()
  const { body } = await mock.send({ SenderList: recipients(3), Tag: 'x' })
  await mock.send({ TemplateCode: 'nope' })
  for (let time = 0; time < 3; time++) await mock.send({}, { scheme: 'v1', format: 'XML' })
  mock.clock.moveTo(mock.clock.now() + 5000)
  await mock.call(
    {
      CustSpaceId: 'cams-demo0001',
      BusinessNumber: '8613900000001',
      UserNumber: '8613800000000',
      MessageType: 'UP',
      StartTime: mock.clock.now() - 60_000,
      EndTime: mock.clock.now(),
      Page: { Index: 1, Size: 10 },
      ChannelType: 'whatsapp',
    },
    { action: 'ListChatappMessage' },
  )
  await mock.call(
    {
      CustSpaceId: 'cams-demo0001',
      TemplateCode: body['GroupMessageId'],
      Language: 'en',
      TemplateType: 'WHATSAPP',
    },
    { action: 'GetChatappTemplateDetail' },
  )
  await mock.ask(signed(massSend(), { signature: 'wrong', at: mock.clock.now() }))
  return mock.exchanges.map(toRecording)
}

const redactor = createRedactor(redactionKey('a key for tests only'))

describe('a scenario made of a cassette', () => {
  it.each([
    ['as it was', (recording: Recording) => recording],
    ['redacted', (recording: Recording) => redactor.hide(recording)],
  ])('is one, and plays on the emulator: %s', async (_, form) => {
    const { scenario: input, left } = toScenario((await recorded()).map(form), 'recorded')
    const { scenario, complaints } = parseScenario(input)
    expect(complaints).toEqual([])
    const { outcome, steps } = await playScenario(scenario as NonNullable<typeof scenario>, target, {
      clock: () => 0,
    })
    expect({
      outcome,
      wrong: steps.flatMap(({ title, failures }) => failures.map(({ message }) => `${title}: ${message}`)),
    }).toEqual({ outcome: 'passed', wrong: [] })
    expect(left).toEqual(['recording 8, SendChatappMassMessage: SignatureDoesNotMatch is about who signed'])
  })

  it('takes ids from the answers that brought them up, waits, and counts', async () => {
    const { scenario } = toScenario(await recorded(), 'recorded')
    expect(scenario.effectOnLive).toBe('sends')
    expect(
      scenario.story.map((step) =>
        'call' in step ? [step.call, step.name, step.times ?? 1, step.expect] : step,
      ),
    ).toEqual([
      ['SendChatappMassMessage', 'call1', 1, { Code: 'OK' }],
      ['SendChatappMassMessage', undefined, 1, { error: 'DetailError.TemplateNotExist', status: 400 }],
      ['SendChatappMassMessage', undefined, 3, { Code: 'OK' }],
      { wait: '5000ms' },
      ['ListChatappMessage', undefined, 1, expect.anything()],
      ['GetChatappTemplateDetail', undefined, 1, expect.anything()],
    ])
    expect(scenario.story.at(-1)).toMatchObject({ with: { TemplateCode: '{{call1.GroupMessageId}}' } })
    expect(scenario.given).toBeUndefined()
  })
})
