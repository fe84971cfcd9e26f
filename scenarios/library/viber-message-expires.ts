import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'viber-message-expires',
  summary: 'A Viber message that is not delivered within its time to live fails.',
  effectOnLive: 'never',
  covers: ['Ttl'],
  given: { plan: { delivered: [60000, 60000] } },
  story: [
    {
      call: 'SendChatappMassMessage',
      name: 'send',
      with: {
        ChannelType: 'viber',
        From: '{{viber}}',
        TemplateCode: '{{viberTemplate}}',
        Ttl: 30,
        SenderList: [{ To: '{{person}}', TemplateParams: { name: 'Ann' } }],
      },
    },
    { advance: '2m' },
    { messages: 'group:{{send.GroupMessageId}} status:Failed', have: { errorCode: 'timeout' } },
  ],
})
