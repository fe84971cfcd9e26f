import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'one-message-of-a-template',
  summary: 'One message to one person answers with its own id, under which it is found.',
  effectOnLive: 'never',
  covers: ['SendChatappMessage'],
  story: [
    { call: 'SendChatappMessage', name: 'send', expect: { Code: 'OK', MessageId: { $matches: '^[0-9]+$' } } },
    { messages: 'message:{{send.MessageId}} status:Read' },
  ],
})
