import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'send-by-template-name',
  summary: 'The template is named instead of coded.',
  effectOnLive: 'sends',
  covers: ['TemplateName'],
  story: [
    {
      call: 'SendChatappMassMessage',
      with: { TemplateCode: null, TemplateName: '{{templateName}}' },
      expect: { Code: 'OK' },
    },
  ],
})
