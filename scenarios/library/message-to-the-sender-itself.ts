import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'message-to-the-sender-itself',
  summary:
    'A message to the sending number itself is accepted and fails later, as one production case shows.',
  effectOnLive: 'never',
  covers: ['To', 'ChatAppStatus'],
  story: [
    {
      call: 'SendChatappMassMessage',
      name: 'send',
      with: {
        SenderList: [
          { To: '{{from}}', TemplateParams: { name: 'Ann', order: 'A-1' } },
          { To: '{{person}}', TemplateParams: { name: 'Bob', order: 'A-2' } },
        ],
      },
      expect: { Code: 'OK' },
    },
    {
      messages: 'group:{{send.GroupMessageId}} to:{{from}} status:Failed',
      have: { errorCode: { $oneOf: ['131021', '131026'] } },
    },
    { messages: 'group:{{send.GroupMessageId}} to:{{person}} status:Read' },
  ],
})
