import { expect, it } from 'vitest'
import { keepOutside } from '../../../mock-server/world/keep-outside.ts'
import { mockUnderTest } from '../../mock-under-test.ts'
import { recipients } from '../../signed-requests.ts'

it('a large text reads as it did, copied, listed and printed, and is not there twice for two who keep it', () => {
  const text = `${'x'.repeat(20_000)} 发货 \u{1F600}`
  const [first, second] = [{ small: 'a', large: text }, { large: text }]
  for (const record of [first, second]) keepOutside(record, 'large')
  keepOutside(first, 'small')
  expect(first).toEqual({ small: 'a', large: text })
  expect({ ...first }).toEqual({ small: 'a', large: text })
  expect(JSON.parse(JSON.stringify(second))).toEqual({ large: text })
  expect(Object.getOwnPropertyDescriptor(first, 'large')?.value).toBeUndefined()
  expect(Object.getOwnPropertyDescriptor(first, 'small')?.value).toBe('a')
})

it('a send to a thousand is kept outside of the heap, by batch and journal, and reads as it came', async () => {
  const mock = mockUnderTest()
  const list = recipients(1000)
  await mock.send({ SenderList: list })
  const [batch] = mock.batches()
  const [exchange] = mock.exchanges
  expect(Object.getOwnPropertyDescriptor(batch, 'senderList')?.get).toBeTypeOf('function')
  expect(Object.getOwnPropertyDescriptor(exchange?.input, 'SenderList')?.get).toBeTypeOf('function')
  expect(JSON.parse(batch?.senderList ?? '')).toEqual(list)
  expect(exchange?.input['SenderList']).toBe(batch?.senderList)
})
