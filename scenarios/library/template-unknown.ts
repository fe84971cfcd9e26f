import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'template-unknown',
  summary: 'A template that does not exist is refused, by code and by name.',
  effectOnLive: 'none',
  covers: ['TemplateCode', 'TemplateName', 'DetailError.TemplateNotExist'],
  story: [
    {
      call: 'SendChatappMassMessage',
      with: { TemplateCode: '1119999999999999999' },
      expect: {
        error: ['DetailError.TemplateNotExist', 'TemplateNotFound', 'Authentication.NoAuth'],
        status: 400,
      },
    },
    {
      call: 'SendChatappMassMessage',
      with: { TemplateCode: null, TemplateName: 'no_such_template' },
      expect: {
        error: ['DetailError.TemplateNotExist', 'TemplateNotFound', 'Authentication.NoAuth'],
        status: 400,
      },
    },
  ],
})
