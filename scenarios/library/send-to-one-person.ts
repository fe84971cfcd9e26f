import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'send-to-one-person',
  summary: 'A template goes to one person; the answer names the request and the batch.',
  effectOnLive: 'sends',
  covers: [
    'ChannelType',
    'TemplateCode',
    'Language',
    'From',
    'CustSpaceId',
    'SenderList',
    'To',
    'TemplateParams',
  ],
  story: [
    {
      call: 'SendChatappMassMessage',
      name: 'send',
      expect: {
        Code: 'OK',
        GroupMessageId: { $matches: '^[0-9]+$' },
        RequestId: { $matches: '^[0-9A-F-]{36}$' },
      },
    },
  ],
})
