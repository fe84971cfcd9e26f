import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'method-not-supported',
  summary: 'GET carries the call as well as POST, DELETE does not.',
  effectOnLive: 'none',
  covers: ['UnsupportedHTTPMethod'],
  story: [
    {
      call: 'SendChatappMassMessage',
      wire: { method: 'GET' },
      with: { From: '+1' },
      expect: { error: 'InvalidParameter.FromOnlyNumeric' },
    },
    {
      call: 'SendChatappMassMessage',
      wire: { method: 'DELETE' },
      expect: { error: 'UnsupportedHTTPMethod', status: 400 },
    },
  ],
})
