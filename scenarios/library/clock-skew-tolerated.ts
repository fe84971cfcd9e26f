import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'clock-skew-tolerated',
  summary: 'A clock that is up to a quarter of an hour off is tolerated.',
  effectOnLive: 'sends',
  covers: ['timestamps'],
  story: [
    { call: 'SendChatappMassMessage', wire: { at: '-14m' }, expect: { Code: 'OK' } },
    { call: 'SendChatappMassMessage', wire: { at: '+14m' }, expect: { Code: 'OK' } },
  ],
})
