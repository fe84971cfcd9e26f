import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'throttled',
  summary: 'The eleventh call within one second is refused; a second later the next is accepted.',
  effectOnLive: 'never',
  covers: ['System.LimitControl', 'Throttling.User'],
  story: [
    { call: 'SendChatappMassMessage', times: 10, expect: { Code: 'OK' } },
    {
      call: 'SendChatappMassMessage',
      expect: { error: ['System.LimitControl', 'Throttling.User'], status: 400 },
    },
    { wait: '1s' },
    { call: 'SendChatappMassMessage', expect: { Code: 'OK' } },
  ],
})
