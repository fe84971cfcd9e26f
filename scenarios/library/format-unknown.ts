import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'format-unknown',
  summary: 'An answer can be had in JSON or XML, in no other format.',
  effectOnLive: 'none',
  covers: ['Format', 'InvalidParameter.Format'],
  story: [
    {
      call: 'SendChatappMassMessage',
      as: { signature: 'V1' },
      wire: { format: 'YAML' },
      expect: { error: 'InvalidParameter.Format', status: 400 },
    },
  ],
})
