import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'receipts-in-order',
  summary:
    "A message is reported as sent, delivered and read; without a TaskId the receipt's is the MessageId.",
  effectOnLive: 'never',
  covers: ['ChatAppStatus', 'Sent', 'Delivered', 'Read'],
  given: { receipts: true },
  story: [
    { call: 'SendChatappMassMessage', name: 'send' },
    { messages: 'group:{{send.GroupMessageId}} status:Read', name: 'message' },
    {
      receipts: 'ChatAppStatus',
      where: { Status: 'Sent' },
      have: { MessageId: '{{message.messageId}}', TaskId: '{{message.messageId}}' },
    },
    {
      receipts: 'ChatAppStatus',
      where: { Status: 'Delivered' },
      have: { MessageId: '{{message.messageId}}' },
    },
    { receipts: 'ChatAppStatus', where: { Status: 'Read' }, have: { MessageId: '{{message.messageId}}' } },
  ],
})
