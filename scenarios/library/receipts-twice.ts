import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'receipts-twice',
  summary: 'Every receipt arrives a second time, a little later.',
  effectOnLive: 'never',
  covers: ['faults', 'receipts'],
  given: { receipts: true, faults: [{ fault: 'receipt-duplicate', when: { query: 'status:Delivered' } }] },
  story: [
    { call: 'SendChatappMassMessage', name: 'send' },
    { advance: '1h' },
    { receipts: 'ChatAppStatus', where: { Status: 'Sent' }, count: 1 },
    { receipts: 'ChatAppStatus', where: { Status: 'Delivered' }, count: 2 },
  ],
})
