import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'receipt-of-a-failure',
  summary: 'A message that cannot be delivered is reported as failed, with code and description.',
  effectOnLive: 'never',
  covers: ['ChatAppStatus', 'Failed', 'ErrorCode', 'ErrorDescription'],
  given: { receipts: true, plan: { failProbability: 1, failCode: '131026' } },
  story: [
    { call: 'SendChatappMassMessage', name: 'send' },
    { messages: 'group:{{send.GroupMessageId}} status:Failed', have: { errorCode: '131026' } },
    {
      receipts: 'ChatAppStatus',
      where: { Status: 'Failed' },
      have: { ErrorCode: '131026', ErrorDescription: { $matches: '^131026:' } },
    },
  ],
})
