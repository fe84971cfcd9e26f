import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'signature-v1-in-xml',
  summary: 'A V1 call that asks for XML is answered in XML.',
  effectOnLive: 'sends',
  covers: ['signature V1', 'format'],
  story: [
    {
      call: 'SendChatappMassMessage',
      as: { signature: 'V1' },
      wire: { format: 'XML' },
      expect: { Code: 'OK', format: 'XML' },
    },
    {
      call: 'SendChatappMassMessage',
      as: { signature: 'V1' },
      with: { From: '+1' },
      wire: { format: 'XML' },
      expect: { error: 'InvalidParameter.FromOnlyNumeric', format: 'XML' },
    },
  ],
})
