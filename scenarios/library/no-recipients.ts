import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'no-recipients',
  summary: 'A call without SenderList, and one with an empty list, is refused.',
  effectOnLive: 'none',
  covers: ['SenderList', 'MissingSenderList'],
  story: [
    {
      call: 'SendChatappMassMessage',
      with: { SenderList: null },
      expect: { error: ['MissingSenderList', 'InvalidSenderList'], status: 400 },
    },
    {
      call: 'SendChatappMassMessage',
      with: { SenderList: [] },
      expect: { error: ['MissingSenderList', 'InvalidSenderList'], status: 400 },
    },
  ],
})
