import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'template-params-missing',
  summary: 'A variable without a value makes its message fail later; the call is accepted.',
  effectOnLive: 'never',
  covers: ['TemplateParams', '132000'],
  story: [
    {
      call: 'SendChatappMassMessage',
      name: 'send',
      with: {
        SenderList: [
          { To: '{{person}}', TemplateParams: { name: 'Ann' } },
          { To: '{{secondPerson}}', TemplateParams: { name: 'Bob', order: 'A-2' } },
        ],
      },
      expect: { Code: 'OK' },
    },
    { messages: 'group:{{send.GroupMessageId}} to:{{person}} status:Failed', have: { errorCode: '132000' } },
    { messages: 'group:{{send.GroupMessageId}} to:{{secondPerson}} status:Read' },
  ],
})
