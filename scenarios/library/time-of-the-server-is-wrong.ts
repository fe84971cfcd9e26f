import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'time-of-the-server-is-wrong',
  summary: 'The clock of the server is twenty minutes ahead: only who signs with its time is admitted.',
  effectOnLive: 'never',
  covers: ['faults', 'InvalidTimeStamp.Expired'],
  given: { faults: [{ fault: 'clock-skew', with: { by: '20m' } }] },
  story: [
    { call: 'SendChatappMassMessage', expect: { error: 'InvalidTimeStamp.Expired' } },
    { call: 'SendChatappMassMessage', wire: { at: '+20m' } },
  ],
})
