import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'deprecated-parameters',
  summary: 'Deprecated parameters are still accepted.',
  effectOnLive: 'sends',
  covers: ['CustWabaId', 'IsvCode'],
  story: [
    {
      call: 'SendChatappMassMessage',
      with: { CustWabaId: '65921621816', IsvCode: 'skdi3kksloslikdkkdk' },
      expect: { Code: 'OK' },
    },
  ],
})
