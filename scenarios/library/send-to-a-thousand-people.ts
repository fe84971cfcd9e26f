import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'send-to-a-thousand-people',
  summary: 'A thousand recipients in one call are accepted, and every one gets a message.',
  effectOnLive: 'never',
  covers: ['SenderList', 'limit of 1000'],
  story: [
    {
      call: 'SendChatappMassMessage',
      name: 'send',
      with: {
        SenderList: {
          $times: 1000,
          $item: { To: '{{number}}', TemplateParams: { name: 'Ann', order: 'A-{{index}}' } },
        },
      },
      expect: { Code: 'OK' },
    },
    { messages: 'group:{{send.GroupMessageId}} status:Read', count: 1000 },
  ],
})
