import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'sender-of-another-account',
  summary: 'Neither the space nor the number of another account can be used.',
  effectOnLive: 'never',
  covers: ['From', 'CustSpaceId', 'Unknown.ResourceOwnerId'],
  story: [
    {
      call: 'SendChatappMassMessage',
      with: { CustSpaceId: '{{otherSpace}}' },
      expect: { error: 'Unknown.ResourceOwnerId', status: 400 },
    },
    {
      call: 'SendChatappMassMessage',
      with: { CustSpaceId: null, From: '{{foreignFrom}}' },
      expect: { error: 'Unknown.ResourceOwnerId', status: 400 },
    },
  ],
})
