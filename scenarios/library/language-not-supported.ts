import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'language-not-supported',
  summary: 'A language that is none of the 68 is refused; one without this template is a missing template.',
  effectOnLive: 'none',
  covers: ['Language', 'InvalidParameter.LanguageNotSupport'],
  story: [
    {
      call: 'SendChatappMassMessage',
      with: { Language: 'tlh' },
      expect: { error: 'InvalidParameter.LanguageNotSupport', status: 400 },
    },
    {
      call: 'SendChatappMassMessage',
      with: { Language: 'sw' },
      expect: {
        error: ['DetailError.TemplateNotExist', 'TemplateNotFound', 'Authentication.NoAuth'],
        status: 400,
      },
    },
  ],
})
