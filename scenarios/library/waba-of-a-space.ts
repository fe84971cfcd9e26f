import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'waba-of-a-space',
  summary: 'The WhatsApp Business Account of a space is shown; a space without one is refused.',
  effectOnLive: 'never',
  covers: ['QueryChatappBindWaba', 'ERR-OPERATION-MAAP-0060'],
  given: {
    accounts: [
      {
        uid: '5000000000000001',
        keys: [{ id: 'own-key', secret: 'own-secret' }],
        spaces: [{ id: 'cams-bare0001', numbers: ['8613900000051'] }],
      },
    ],
  },
  story: [
    {
      call: 'QueryChatappBindWaba',
      with: { CustSpaceId: '{{space}}' },
      expect: { Code: 'OK', Data: { Id: '200000000000001', AccountReviewStatus: 'APPROVED' } },
    },
    {
      call: 'QueryChatappBindWaba',
      with: { CustSpaceId: 'cams-bare0001' },
      as: { key: 'own-key' },
      expect: { error: 'ERR-OPERATION-MAAP-0060', status: 400 },
    },
  ],
})
