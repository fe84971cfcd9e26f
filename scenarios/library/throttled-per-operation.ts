import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'throttled-per-operation',
  summary: 'The rate of one operation leaves the others alone.',
  effectOnLive: 'never',
  covers: ['System.LimitControl', 'SendChatappMessage'],
  story: [
    { call: 'SendChatappMassMessage', times: 10 },
    { call: 'SendChatappMassMessage', expect: { error: ['System.LimitControl', 'Throttling.User'] } },
    { call: 'SendChatappMessage', times: 20, expect: { Code: 'OK' } },
  ],
})
