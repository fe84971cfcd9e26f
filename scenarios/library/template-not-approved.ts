import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'template-not-approved',
  summary: 'Only an approved template is sent: one under review and one that was rejected are refused.',
  effectOnLive: 'never',
  covers: ['TemplateCode', 'template states'],
  story: [
    {
      call: 'SendChatappMassMessage',
      with: { TemplateCode: '1119000000000000003' },
      expect: {
        error: ['DetailError.TemplateNotExist', 'TemplateNotFound', 'Authentication.NoAuth'],
        status: 400,
        rule: 'send.template-is-approved',
      },
    },
    {
      call: 'SendChatappMassMessage',
      with: { TemplateCode: '1119000000000000004' },
      expect: {
        error: ['DetailError.TemplateNotExist', 'TemplateNotFound', 'Authentication.NoAuth'],
        status: 400,
        rule: 'send.template-is-approved',
      },
    },
  ],
})
