import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'template-not-named',
  summary: 'A call that names no template is refused.',
  effectOnLive: 'none',
  covers: ['TemplateCode', 'TemplateName', 'InvalidParameter.TemplateCodeNotEmpty'],
  story: [
    {
      call: 'SendChatappMassMessage',
      with: { TemplateCode: null },
      expect: { error: 'InvalidParameter.TemplateCodeNotEmpty', status: 400 },
    },
  ],
})
