import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'template-in-another-language',
  summary: 'The same template in another language says the same in it.',
  effectOnLive: 'never',
  covers: ['Language'],
  story: [
    { call: 'SendChatappMassMessage', name: 'send', with: { Language: 'zh_CN' } },
    {
      messages: 'group:{{send.GroupMessageId}}',
      have: { language: 'zh_CN', text: { $matches: '您的订单' } },
    },
  ],
})
