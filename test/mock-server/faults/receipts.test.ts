import { expect, it } from 'vitest'
import { startConsumer } from '../receipts/consumer.ts'
import { receiving } from '../receipts/receiving.ts'

const to = (...numbers: string[]) => numbers.map((To) => ({ To, TemplateParams: { name: 'A', order: '1' } }))

it('strike the receipts that match, and pushes name them', async () => {
  const consumer = await startConsumer()
  const { mock, demo } = receiving(consumer)
  await demo.faults.add(
    { fault: 'receipt-duplicate', when: { query: 'status:Delivered to:8613800000001' } },
    { fault: 'receipt-lost', when: { query: 'status:Read', count: 1 } },
    { fault: 'receipt-late', when: { operation: 'ChatAppInbound' } },
    { fault: 'receipt-late', when: { account: '1000000000000002' } },
  )
  await mock.send({ SenderList: to('8613800000001', '8613800000002') })
  await demo.advance('1d')
  const said = consumer
    .items()
    .map(({ To, Status }) => `${String(To)} ${String(Status)}`)
    .sort()
  expect(said.filter((each) => !each.endsWith('Read'))).toEqual([
    '8613800000001 Delivered',
    '8613800000001 Delivered',
    '8613800000001 Sent',
    '8613800000002 Delivered',
    '8613800000002 Sent',
  ])
  expect(said.filter((each) => each.endsWith('Read'))).toHaveLength(1)
  expect((await demo.faults.list()).map(({ struck }) => struck)).toEqual([1, 1, 0, 0])
  const touched = (await demo.receipts('fault:receipt-duplicate')).attempts.flatMap(
    ({ input }) => JSON.parse(input['Items'] ?? '[]') as { Status: string }[],
  )
  expect(touched.filter(({ Status }) => Status === 'Delivered').length).toBeGreaterThanOrEqual(2)
  expect((await demo.receipts('-fault:receipt-*')).attempts.every(({ faults }) => faults.length === 0)).toBe(
    true,
  )
})

it('are taken away like any other', async () => {
  const consumer = await startConsumer()
  const { mock, demo } = receiving(consumer)
  await demo.faults.add({ fault: 'receipt-lost' })
  await mock.send({ SenderList: to('8613800000001') })
  await demo.faults.clear()
  await demo.advance('1d')
  expect(consumer.items().map(({ Status }) => Status)).toEqual(['Sent', 'Delivered', 'Read'])
})
