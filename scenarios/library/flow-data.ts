import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'flow-data',
  summary: 'A flow takes a token and data of any kind.',
  effectOnLive: 'never',
  covers: ['FlowAction', 'FlowToken', 'FlowActionData'],
  story: [
    {
      call: 'SendChatappMassMessage',
      with: {
        TemplateCode: '1119000000000000007',
        SenderList: [
          {
            To: '{{person}}',
            FlowAction: { FlowToken: 'kde1', FlowActionData: { name: 'Ann', seats: 2, window: true } },
          },
        ],
      },
      expect: { Code: 'OK' },
    },
  ],
})
