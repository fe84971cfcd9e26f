import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'template-is-stopped',
  summary: 'A template whose AllowSend is taken away cannot be sent until it is given back.',
  effectOnLive: 'never',
  covers: ['ModifyChatappTemplateProperties'],
  story: [
    { call: 'ModifyChatappTemplateProperties', with: { AllowSend: false }, expect: { Code: 'OK' } },
    {
      call: 'SendChatappMassMessage',
      expect: {
        error: ['DetailError.TemplateNotExist', 'TemplateNotFound', 'Authentication.NoAuth'],
        rule: 'send.template-is-approved',
      },
    },
    { call: 'ModifyChatappTemplateProperties', with: { AllowSend: true }, expect: { Code: 'OK' } },
    { call: 'SendChatappMassMessage', expect: { Code: 'OK' } },
  ],
})
