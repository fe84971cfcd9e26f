import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'template-in-use-is-not-modified',
  summary: 'A template that has passed the review cannot be changed, nor one that does not exist.',
  effectOnLive: 'never',
  covers: ['ModifyChatappTemplate'],
  story: [
    {
      call: 'ModifyChatappTemplate',
      with: { TemplateCode: '{{template}}' },
      expect: { error: ['Authentication.NoAuth', 'InvalidParameter.CreateError'], status: 400 },
    },
    {
      call: 'ModifyChatappTemplate',
      with: { TemplateCode: '1119000000000000999' },
      expect: { error: ['DetailError.TemplateNotExist', 'Authentication.NoAuth'], status: 400 },
    },
  ],
})
