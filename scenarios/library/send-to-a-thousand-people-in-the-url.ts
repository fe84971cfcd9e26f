import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'send-to-a-thousand-people-in-the-url',
  summary: 'A thousand recipients travel in the URL, as SDKs since July 2025 send them.',
  effectOnLive: 'never',
  covers: ['SenderList', 'limit of 1000', 'parameters in the URL'],
  story: [
    {
      call: 'SendChatappMassMessage',
      as: { style: 'query' },
      with: {
        SenderList: {
          $times: 1000,
          $item: { To: '{{number}}', TemplateParams: { name: 'Ann', order: 'A-{{index}}' } },
        },
      },
      expect: { Code: 'OK' },
    },
  ],
})
