import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'account-webhook',
  summary: 'The callback of an account is set; an address that is none is refused.',
  effectOnLive: 'never',
  covers: ['UpdateAccountWebhook'],
  story: [
    { call: 'UpdateAccountWebhook', expect: { Code: 'OK' } },
    {
      call: 'UpdateAccountWebhook',
      with: { StatusCallbackUrl: 'example.com/status' },
      expect: { error: 'InvalidStatusCallbackUrl', status: 400 },
    },
  ],
})
