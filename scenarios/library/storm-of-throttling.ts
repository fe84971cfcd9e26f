import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'storm-of-throttling',
  summary: 'Every call is throttled for two seconds, however few there are.',
  effectOnLive: 'never',
  covers: ['faults', 'System.LimitControl'],
  given: { faults: [{ fault: 'throttling-storm', when: { until: '2s' } }] },
  story: [
    { call: 'SendChatappMassMessage', expect: { error: 'System.LimitControl', status: 400 } },
    { wait: '1s' },
    { call: 'SendChatappMassMessage', expect: { error: 'System.LimitControl' } },
    { wait: '1s' },
    { call: 'SendChatappMassMessage' },
  ],
})
