import type { RequestHandler } from 'express'
import { describe, expect, it } from 'vitest'
import { expressReceipts } from '../../../sdk/receipts/handlers.ts'
import { noDisorder } from '../../../mock-server/world/push-plan.ts'
import { startConsumer } from './consumer.ts'
import { receiving } from './receiving.ts'

/** A consumer whose receipts are taken by the SDK's own handler. */
async function sdkConsumer(onReceipt: (item: unknown) => void) {
  return startConsumer(
    expressReceipts({ onReceipt: async (receipt) => onReceipt(receipt) }) as unknown as RequestHandler,
  )
}

describe('the receipt handler of the SDK', () => {
  it('takes what the emulator pushes, and its answer is accepted', async () => {
    const receipts: unknown[] = []
    const { mock, demo } = receiving(await sdkConsumer((item) => receipts.push(item)))
    await mock.send({ TaskId: 'task-7' })
    await demo.wait('status:Read')
    expect(receipts.map((receipt) => /"Status":"(\w+)"/.exec(JSON.stringify(receipt))?.[1])).toEqual([
      'Sent',
      'Delivered',
      'Read',
    ])
    expect((await demo.journal('operation:ChatAppStatus')).map(({ rule }) => rule)).toEqual([
      'push.accepted',
      'push.accepted',
      'push.accepted',
    ])
  })

  it('handles once what the emulator pushes twice', async () => {
    const receipts: unknown[] = []
    const consumer = await sdkConsumer((item) => receipts.push(item))
    const { mock, demo } = receiving(consumer, { disorder: { ...noDisorder, duplicate: 1 } })
    await mock.send()
    await demo.wait('status:Read')
    await demo.advance('1d')
    expect(consumer.items().length).toBe(6)
    expect(receipts.length).toBe(3)
  })
})
