import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'payload-comes-back',
  summary: 'The payload of a quick-reply button comes back when the person presses it.',
  effectOnLive: 'never',
  covers: ['Payload', 'ChatAppInbound'],
  given: { receipts: true },
  story: [
    {
      call: 'SendChatappMassMessage',
      name: 'send',
      with: {
        TemplateCode: '1119000000000000005',
        SenderList: [{ To: '{{person}}', Payload: ['sure', 'no', 'later'] }],
      },
    },
    { messages: 'group:{{send.GroupMessageId}} status:Read', name: 'message' },
    {
      person: '{{person}}',
      button: 'Later',
      have: {
        Type: 'REPLY',
        Message: { $matches: '"payload":"later"' },
        Context: { id: '{{message.messageId}}' },
      },
    },
    { receipts: 'ChatAppInbound', where: { From: '{{person}}', Type: 'REPLY' } },
  ],
})
