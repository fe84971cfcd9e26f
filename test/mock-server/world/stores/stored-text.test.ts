import { expect, it } from 'vitest'
import { readText, storeText } from '../../../../mock-server/world/stores/stored-text.ts'
import { mockUnderTest } from '../../../mock-under-test.ts'
import { recipients } from '../../../signed-requests.ts'

it('keeps a short text as it is and a long one as bytes, and reads both as they came', () => {
  const long = `${'x'.repeat(20_000)} 发货 \u{1F600}`
  expect(storeText('short')).toBe('short')
  expect(storeText(long)).toEqual(Buffer.from(long))
  expect([readText(storeText('short')), readText(storeText(long))]).toEqual(['short', long])
  expect(readText(new TextEncoder().encode(long))).toBe(long)
})

it('keeps the recipients of a send to a thousand once, for batch and journal', async () => {
  const mock = mockUnderTest()
  const list = recipients(1000)
  await mock.send({ SenderList: list })
  const [batch] = mock.batches()
  const [exchange] = mock.exchanges
  const text = readText(batch?.senderList ?? '')
  expect(batch?.senderList).toBeInstanceOf(Uint8Array)
  expect(JSON.parse(text)).toEqual(list)
  expect(exchange?.input['SenderList']).toBe(text)
  const [kept] = mock.world.journal.newest()
  expect(kept?.exchange.input['SenderList']).toBe(text)
  expect(Object.keys(kept?.exchange.input ?? {})).toEqual(Object.keys(exchange?.input ?? {}))
  expect({ ...kept?.exchange }).toEqual(exchange)
})
