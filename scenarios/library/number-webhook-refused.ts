import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'number-webhook-refused',
  summary:
    'Callbacks are not set for a number that is none, for one of somebody else, or to an address that is none.',
  effectOnLive: 'never',
  covers: ['UpdatePhoneWebhook', 'InvalidParameter.PhoneNumberError', 'ERR-OPERATION-MAAP-0065'],
  story: [
    {
      call: 'UpdatePhoneWebhook',
      with: { CustSpaceId: '{{space}}', PhoneNumber: '+{{from}}' },
      expect: { error: 'InvalidParameter.PhoneNumberError', status: 400 },
    },
    {
      call: 'UpdatePhoneWebhook',
      with: { CustSpaceId: '{{space}}', PhoneNumber: '{{foreignFrom}}' },
      expect: { error: 'ERR-OPERATION-MAAP-0065', status: 400 },
    },
    {
      call: 'UpdatePhoneWebhook',
      with: { CustSpaceId: '{{space}}', PhoneNumber: '{{from}}', StatusCallbackUrl: 'ftp://example.com' },
      expect: { error: 'InvalidStatusCallbackUrl', status: 400 },
    },
  ],
})
