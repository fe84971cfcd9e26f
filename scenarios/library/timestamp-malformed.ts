import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'timestamp-malformed',
  summary: 'A timestamp with microseconds, of another time zone, or of a day that does not exist is refused.',
  effectOnLive: 'none',
  covers: ['InvalidTimeStamp.Format'],
  story: [
    {
      call: 'SendChatappMassMessage',
      wire: { timestamp: '2026-01-01T00:00:00.123456Z' },
      expect: { error: 'InvalidTimeStamp.Format', status: 400 },
    },
    {
      call: 'SendChatappMassMessage',
      wire: { timestamp: '2026-01-01T08:00:00+08:00' },
      expect: { error: 'InvalidTimeStamp.Format', status: 400 },
    },
    {
      call: 'SendChatappMassMessage',
      wire: { timestamp: '2026-02-30T00:00:00Z' },
      expect: { error: 'InvalidTimeStamp.Format', status: 400 },
    },
  ],
})
