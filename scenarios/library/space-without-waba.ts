import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'space-without-waba',
  summary: 'A space without a WhatsApp Business Account cannot send on WhatsApp.',
  effectOnLive: 'never',
  covers: ['CustSpaceId', 'ERR-OPERATION-MAAP-0060'],
  given: {
    accounts: [{ uid: '1000000000000001', spaces: [{ id: 'cams-bare0001', numbers: ['8613900000077'] }] }],
  },
  story: [
    {
      call: 'SendChatappMassMessage',
      with: { CustSpaceId: 'cams-bare0001', From: '8613900000077' },
      expect: { error: 'ERR-OPERATION-MAAP-0060', status: 400 },
    },
  ],
})
