import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'template-to-delete-is-unknown',
  summary: 'A template that does not exist is not deleted.',
  effectOnLive: 'never',
  covers: ['DeleteChatappTemplate', 'DelError.TemplateNotExist'],
  story: [
    {
      call: 'DeleteChatappTemplate',
      with: { TemplateCode: '1119000000000000999' },
      expect: { error: 'DelError.TemplateNotExist', status: 400 },
    },
  ],
})
