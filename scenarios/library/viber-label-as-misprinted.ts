import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'viber-label-as-misprinted',
  summary: 'The label pormotion, as two editions misprint it, is accepted; transaction is, too.',
  effectOnLive: 'sends',
  covers: ['Label'],
  story: [
    {
      call: 'SendChatappMassMessage',
      with: {
        ChannelType: 'viber',
        From: '{{viber}}',
        TemplateCode: '{{viberTemplate}}',
        Label: 'pormotion',
        SenderList: [{ To: '{{person}}', TemplateParams: { name: 'Ann' } }],
      },
      expect: { Code: 'OK' },
    },
    {
      call: 'SendChatappMassMessage',
      with: {
        ChannelType: 'viber',
        From: '{{viber}}',
        TemplateCode: '{{viberTemplate}}',
        Label: 'transaction',
        SenderList: [{ To: '{{person}}', TemplateParams: { name: 'Ann' } }],
      },
      expect: { Code: 'OK' },
    },
  ],
})
