import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'viber',
  summary: 'A Viber service sends a Viber template, with time to live, label and tag.',
  effectOnLive: 'sends',
  covers: ['ChannelType', 'Ttl', 'Label', 'Tag'],
  story: [
    {
      call: 'SendChatappMassMessage',
      name: 'send',
      with: {
        ChannelType: 'viber',
        From: '{{viber}}',
        TemplateCode: '{{viberTemplate}}',
        Ttl: 50,
        Label: 'promotion',
        Tag: 'spring',
        SenderList: [{ To: '{{person}}', TemplateParams: { name: 'Ann' } }],
      },
      expect: { Code: 'OK' },
    },
  ],
})
