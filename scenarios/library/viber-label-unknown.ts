import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'viber-label-unknown',
  summary: 'A label that is none is refused.',
  effectOnLive: 'none',
  covers: ['Label', 'InvalidLabel'],
  story: [
    {
      call: 'SendChatappMassMessage',
      with: { ChannelType: 'viber', From: '{{viber}}', TemplateCode: '1119000000000000011', Label: 'advert' },
      expect: { error: 'InvalidLabel', status: 400 },
    },
  ],
})
