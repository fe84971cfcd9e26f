import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'session-token-expires-in-a-campaign',
  summary: 'The session token expires between two batches; calls with a lasting key go on.',
  effectOnLive: 'never',
  covers: ['faults', 'InvalidSecurityToken.Expired'],
  given: { faults: [{ fault: 'security-token-expired', when: { from: '10m' } }] },
  story: [
    { call: 'SendChatappMassMessage', as: { key: 'sts' } },
    { advance: '10m' },
    { call: 'SendChatappMassMessage', as: { key: 'sts' }, expect: { error: 'InvalidSecurityToken.Expired' } },
    { call: 'SendChatappMassMessage' },
  ],
})
