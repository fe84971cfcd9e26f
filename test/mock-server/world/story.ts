import { expect } from 'vitest'
import type { Exchange } from '../../../contracts/exchange.ts'
import type { WorldHandle } from '../../../mock-server/entry/world-handle.ts'
import { bytesOf, type Caller } from './caller.ts'
import { recipients, type Parameters, type Signing } from '../../signed-requests.ts'
import { outcomeOf } from '../schedule/outcome-of.ts'

/** What the story leads to, as its caller and an onlooker see it. */
export interface Outcome {
  /** Every reply, byte by byte, without the name of the world. */
  readonly replies: readonly string[]
  readonly codes: readonly unknown[]
  readonly sightings: readonly unknown[]
  readonly journalHash: string
}

/** What the codes of the story are, call by call. */
export const storyCodes = [
  'OK',
  'OK',
  'SignatureDoesNotMatch',
  'SignatureDoesNotMatch',
  'InvalidSenderList',
  'SignatureNonceUsed',
  'InvalidParameter.ChannelTypeNotSupport',
  'OK',
  'OK',
  'InvalidTimeStamp.Expired',
  ...Array.from({ length: 10 }, () => 'OK'),
  'System.LimitControl',
  'OK',
]

/** Twenty steps in one world: sends of several kinds, right and wrong, moves of the clock, waits, lists, a mark. */
export async function playStory({ call, send }: Caller, world: WorldHandle): Promise<Outcome> {
  const replies: string[] = []
  const codes: unknown[] = []
  const sightings: unknown[] = []
  let nonce = 0
  let { now } = await world.clock()
  // The host is part of some answers; a port would differ from run to run.
  const usual = (): Signing => ({
    nonce: `nonce-${++nonce}`,
    host: 'cams.ap-southeast-1.aliyuncs.com',
    at: now,
  })
  const ask = async (changes: Parameters, signing: Signing = {}): Promise<void> => {
    const reply = await send(changes, { ...usual(), ...signing })
    codes.push(reply.code)
    // The length counts the name of the world, which the echo of a wrong signature holds.
    const { date: _, connection: __, 'keep-alive': ___, 'content-length': ____, ...headers } = reply.headers
    replies.push(bytesOf({ ...reply, headers }).replaceAll(`.${world.id}`, ''))
  }
  const wrong = { id: world.accessKeyId, secret: 'wrong' }

  await ask({})
  await ask({ SenderList: recipients(10), TaskId: 'ten' }, { scheme: 'v1', format: 'JSON' })
  await ask({}, { key: wrong })
  await ask({}, { key: wrong, scheme: 'v1', format: 'JSON' })
  await ask({ SenderList: recipients(1001) })
  await ask({}, { nonce: 'nonce-1' })
  await ask({ ChannelType: 'line' })
  sightings.push(await outcomeOf(world.wait('status:Sent', { count: 5 })))
  now = (await world.advance('90s')).now
  await ask({ SenderList: recipients(3) }, { place: 'query' })
  const listed = await call(
    { CustSpaceId: 'cams-demo0001', Page: { Index: 1, Size: 10 } },
    { ...usual(), action: 'ListChatappTemplate' },
  )
  codes.push(listed.code)
  sightings.push((await world.messages('-task:ten status:Read')).map(({ to, messageId }) => [to, messageId]))
  await ask({}, { at: Date.UTC(2025, 0, 1) })
  const read = await world.wait('task:ten status:Read', { count: 10 })
  now = read.at
  sightings.push(read)
  await world.mark('here')
  await send({ TaskId: 'forgotten' }, { ...usual(), nonce: 'forgotten' })
  await world.rewind('here')
  sightings.push(await world.next())
  sightings.push(await outcomeOf(world.wait('task:forgotten', { within: '2d' })))
  now = (await world.moveTo('2026-01-02T00:00:00Z')).now
  for (let burst = 0; burst < 11; burst++)
    await ask(
      { TaskId: 'burst', TemplateCode: burst % 2 === 0 ? '1119000000000000001' : '1119000000000000002' },
      burst === 0 ? { scheme: 'v1', format: 'JSON' } : {},
    )
  now = (await world.advance('1s')).now
  await ask({ TaskId: 'last' })
  const { matches } = await world.wait('', { of: 'exchanges', count: 21 })
  sightings.push((matches as Exchange[]).map(({ at, code, requestId, rule }) => [at, code, requestId, rule]))
  sightings.push((await world.messages('task:burst OR task:last')).length, (await world.clock()).iso)
  const journal = await world.journal()
  expect(new Set(journal.map((exchange) => exchange.world))).toEqual(new Set([world.id]))
  expect(new Set(journal.map(({ accessKeyId }) => accessKeyId))).toEqual(new Set([world.accessKeyId]))
  const sighted = JSON.parse(
    JSON.stringify(sightings).replaceAll(`.${world.id}`, '').replaceAll(`"${world.id}"`, '"the world"'),
  ) as unknown[]
  return { replies, codes, sightings: sighted, journalHash: await world.journalHash() }
}
