import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'template-is-reviewed',
  summary: 'A new template is reviewed; once it has passed it can be sent.',
  effectOnLive: 'never',
  covers: ['CreateChatappTemplate', 'GetChatappTemplateDetail', 'template states'],
  story: [
    {
      call: 'CreateChatappTemplate',
      name: 'created',
      expect: { Code: 'OK', Data: { TemplateCode: { $matches: '^[0-9]+$' } } },
    },
    {
      call: 'SendChatappMassMessage',
      with: {
        TemplateCode: '{{created.Data.TemplateCode}}',
        SenderList: [{ To: '{{person}}', TemplateParams: { name: 'Ann' } }],
      },
      expect: {
        error: ['DetailError.TemplateNotExist', 'TemplateNotFound', 'Authentication.NoAuth'],
        rule: 'send.template-is-approved',
      },
    },
    { advance: '1m' },
    {
      call: 'GetChatappTemplateDetail',
      with: { TemplateCode: '{{created.Data.TemplateCode}}' },
      expect: { Code: 'OK', Data: { AuditStatus: 'pass', Name: 'order_shipped' } },
    },
    {
      call: 'SendChatappMassMessage',
      with: {
        TemplateCode: '{{created.Data.TemplateCode}}',
        SenderList: [{ To: '{{person}}', TemplateParams: { name: 'Ann' } }],
      },
      expect: { Code: 'OK' },
    },
  ],
})
