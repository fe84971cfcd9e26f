import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'fallback-after-a-time',
  summary: 'A message that is not delivered in time is replaced by an SMS.',
  effectOnLive: 'never',
  covers: ['FallBackId', 'FallBackContent', 'FallBackDuration', 'FallBackRule'],
  given: { plan: { delivered: [7200000, 7200000] } },
  story: [
    {
      call: 'SendChatappMassMessage',
      name: 'send',
      with: {
        FallBackId: 'S00001',
        FallBackContent: 'Your order is on its way.',
        FallBackDuration: 120,
        FallBackRule: 'undelivered',
      },
    },
    { advance: '119s' },
    { messages: 'group:{{send.GroupMessageId}} fallback:S00001', within: '500ms', never: true },
    { advance: '2s' },
    {
      messages: 'group:{{send.GroupMessageId}} fallback:S00001',
      have: { fallback: { id: 'S00001', content: 'Your order is on its way.' } },
    },
  ],
})
