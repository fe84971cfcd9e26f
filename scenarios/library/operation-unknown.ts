import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'operation-unknown',
  summary: 'An operation or a version the product does not have is refused.',
  effectOnLive: 'none',
  covers: ['InvalidAction.NotFound', 'InvalidVersion'],
  story: [
    {
      call: 'SendChatappMassMessage',
      wire: { action: 'SendChatappMassMessages' },
      expect: { error: 'InvalidAction.NotFound', status: 404 },
    },
    {
      call: 'SendChatappMassMessage',
      wire: { version: '2019-01-01' },
      expect: { error: ['InvalidVersion', 'NoSuchVersion'], status: 400 },
    },
  ],
})
