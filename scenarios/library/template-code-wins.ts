import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'template-code-wins',
  summary: 'Code and name of different templates: the code counts.',
  effectOnLive: 'never',
  covers: ['TemplateCode', 'TemplateName'],
  story: [
    {
      call: 'SendChatappMassMessage',
      name: 'send',
      with: { TemplateCode: '1119000000000000002', TemplateName: '{{templateName}}' },
    },
    { messages: 'group:{{send.GroupMessageId}}', have: { templateName: 'welcome' } },
  ],
})
