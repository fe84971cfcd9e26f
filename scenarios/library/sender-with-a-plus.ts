import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'sender-with-a-plus',
  summary: 'A sender written with + is refused.',
  effectOnLive: 'none',
  covers: ['From', 'InvalidParameter.FromOnlyNumeric'],
  story: [
    {
      call: 'SendChatappMassMessage',
      with: { From: '+{{from}}' },
      expect: { error: 'InvalidParameter.FromOnlyNumeric', status: 400, rule: 'send.sender-is-numeric' },
    },
  ],
})
