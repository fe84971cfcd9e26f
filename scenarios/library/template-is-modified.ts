import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'template-is-modified',
  summary: 'A rejected template is changed, reviewed again, and can be sent.',
  effectOnLive: 'never',
  covers: ['ModifyChatappTemplate', 'GetChatappTemplateDetail'],
  story: [
    {
      call: 'GetChatappTemplateDetail',
      with: { TemplateCode: '1119000000000000004', Language: 'en' },
      expect: { Code: 'OK', Data: { AuditStatus: 'fail' } },
    },
    { call: 'ModifyChatappTemplate', expect: { Code: 'OK', Data: { TemplateCode: '1119000000000000004' } } },
    {
      call: 'GetChatappTemplateDetail',
      with: { TemplateCode: '1119000000000000004', Language: 'en' },
      expect: { Code: 'OK', Data: { AuditStatus: 'auditing' } },
    },
    { advance: '1m' },
    {
      call: 'SendChatappMassMessage',
      name: 'send',
      with: {
        TemplateCode: '1119000000000000004',
        SenderList: [{ To: '{{person}}', TemplateParams: { name: 'Ann' } }],
      },
      expect: { Code: 'OK' },
    },
    { messages: 'group:{{send.GroupMessageId}} status:Read', have: { text: 'Ten percent off for Ann.' } },
  ],
})
