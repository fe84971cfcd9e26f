import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'template-is-deleted',
  summary: 'A deleted template can no longer be sent.',
  effectOnLive: 'never',
  covers: ['DeleteChatappTemplate'],
  story: [
    {
      call: 'SendChatappMassMessage',
      with: { TemplateCode: '1119000000000000002', SenderList: [{ To: '{{person}}' }] },
      expect: { Code: 'OK' },
    },
    { call: 'DeleteChatappTemplate', with: { TemplateCode: '1119000000000000002' }, expect: { Code: 'OK' } },
    {
      call: 'SendChatappMassMessage',
      with: { TemplateCode: '1119000000000000002', SenderList: [{ To: '{{person}}' }] },
      expect: { error: ['DetailError.TemplateNotExist', 'TemplateNotFound', 'Authentication.NoAuth'] },
    },
  ],
})
