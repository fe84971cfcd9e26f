import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'fallback-not-enabled',
  summary: 'An account without SMS fallback cannot ask for one.',
  effectOnLive: 'never',
  covers: ['FallBackId', 'FallBackContent', 'InvalidParameter.SendSmsNotSupport'],
  given: { accounts: [{ uid: '1000000000000001', smsFallback: false }] },
  story: [
    {
      call: 'SendChatappMassMessage',
      with: { FallBackId: 'S00001' },
      expect: { error: 'InvalidParameter.SendSmsNotSupport', status: 400 },
    },
    {
      call: 'SendChatappMassMessage',
      with: { FallBackContent: 'x' },
      expect: { error: 'InvalidParameter.SendSmsNotSupport', status: 400 },
    },
  ],
})
