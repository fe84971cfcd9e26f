import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'fallback-limits',
  summary: 'The smallest and the largest time of a fallback are accepted.',
  effectOnLive: 'never',
  covers: ['FallBackDuration'],
  story: [
    { call: 'SendChatappMassMessage', with: { FallBackDuration: 60 }, expect: { Code: 'OK' } },
    { call: 'SendChatappMassMessage', with: { FallBackDuration: 43200 }, expect: { Code: 'OK' } },
  ],
})
