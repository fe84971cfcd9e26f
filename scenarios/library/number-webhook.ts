import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'number-webhook',
  summary: 'The callbacks of a number are set, shown, and kept where an update leaves them out.',
  effectOnLive: 'never',
  covers: ['UpdatePhoneWebhook', 'QueryChatappPhoneNumbers'],
  story: [
    {
      call: 'UpdatePhoneWebhook',
      with: { StatusCallbackUrl: 'http://127.0.0.1:9/status', UpCallbackUrl: 'http://127.0.0.1:9/inbound' },
      expect: { Code: 'OK' },
    },
    {
      call: 'UpdatePhoneWebhook',
      with: { StatusCallbackUrl: 'http://127.0.0.1:9/later', UpCallbackUrl: null },
      expect: { Code: 'OK' },
    },
    {
      call: 'QueryChatappPhoneNumbers',
      with: { Status: null },
      expect: {
        Code: 'OK',
        PhoneNumbers: [
          {
            PhoneNumber: '{{from}}',
            StatusCallbackUrl: 'http://127.0.0.1:9/later',
            UpCallbackUrl: 'http://127.0.0.1:9/inbound',
          },
          { PhoneNumber: '{{otherFrom}}' },
        ],
      },
    },
  ],
})
