import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'viber-label-unknown',
  summary: 'A label that is none is refused.',
  effectOnLive: 'none',
  covers: ['Label', 'InvalidLabel'],
  story: [
    {
      call: 'SendChatappMassMessage',
      with: { ChannelType: 'viber', From: '{{viber}}', TemplateCode: '{{viberTemplate}}', Label: 'advert' },
      expect: { error: 'InvalidLabel', status: 400 },
    },
  ],
})
