import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'fallback-out-of-range',
  summary:
    'A fallback after less than a minute or more than twelve hours is refused, and so is a rule that is none.',
  effectOnLive: 'none',
  covers: ['FallBackDuration', 'FallBackRule', 'InvalidFallBackDuration', 'InvalidFallBackRule'],
  story: [
    {
      call: 'SendChatappMassMessage',
      with: { FallBackDuration: 9 },
      expect: { error: 'InvalidFallBackDuration', status: 400 },
    },
    {
      call: 'SendChatappMassMessage',
      with: { FallBackDuration: 59 },
      expect: { error: 'InvalidFallBackDuration', status: 400 },
    },
    {
      call: 'SendChatappMassMessage',
      with: { FallBackDuration: 43201 },
      expect: { error: 'InvalidFallBackDuration', status: 400 },
    },
    {
      call: 'SendChatappMassMessage',
      with: { FallBackRule: 'always' },
      expect: { error: 'InvalidFallBackRule', status: 400 },
    },
  ],
})
