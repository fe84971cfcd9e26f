import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'hidden-owner-parameters',
  summary: 'The owner parameters that SDKs since July 2025 can send are accepted.',
  effectOnLive: 'sends',
  covers: ['OwnerId', 'ResourceOwnerAccount', 'ResourceOwnerId'],
  story: [
    {
      call: 'SendChatappMassMessage',
      with: { OwnerId: 1, ResourceOwnerAccount: 'a', ResourceOwnerId: 1 },
      expect: { Code: 'OK' },
    },
  ],
})
