import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'space-nobody-owns',
  summary: 'A space that does not exist does not belong to the caller.',
  effectOnLive: 'none',
  covers: ['CustSpaceId', 'Unknown.ResourceOwnerId'],
  story: [
    {
      call: 'SendChatappMassMessage',
      with: { CustSpaceId: 'cams-nowhere' },
      expect: { error: 'Unknown.ResourceOwnerId', status: 400 },
    },
  ],
})
