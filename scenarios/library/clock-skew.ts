import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'clock-skew',
  summary: 'A clock that is more than 15 minutes off, either way, is refused.',
  effectOnLive: 'none',
  covers: ['InvalidTimeStamp.Expired'],
  story: [
    {
      call: 'SendChatappMassMessage',
      wire: { at: '-16m' },
      expect: { error: 'InvalidTimeStamp.Expired', status: 400 },
    },
    {
      call: 'SendChatappMassMessage',
      wire: { at: '+16m' },
      expect: { error: 'InvalidTimeStamp.Expired', status: 400 },
    },
    {
      call: 'SendChatappMassMessage',
      as: { signature: 'V1' },
      wire: { at: '-16m' },
      expect: { error: 'InvalidTimeStamp.Expired', status: 400 },
    },
  ],
})
