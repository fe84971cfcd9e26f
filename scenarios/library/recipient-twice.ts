import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'recipient-twice',
  summary: 'The same recipient twice gets two messages: nothing speaks of removal.',
  effectOnLive: 'never',
  covers: ['SenderList'],
  story: [
    {
      call: 'SendChatappMassMessage',
      name: 'send',
      with: {
        SenderList: {
          $times: 2,
          $item: { To: '{{person}}', TemplateParams: { name: 'Ann', order: 'A-{{index}}' } },
        },
      },
      expect: { Code: 'OK' },
    },
    { messages: 'group:{{send.GroupMessageId}} to:{{person}}', count: 2 },
  ],
})
