import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'signature-algorithm-unknown',
  summary: 'A signature by an unknown algorithm or version is refused.',
  effectOnLive: 'none',
  covers: ['InvalidSignatureMethod', 'InvalidSignatureVersion'],
  story: [
    {
      call: 'SendChatappMassMessage',
      wire: { algorithm: 'ACS3-HMAC-MD5' },
      expect: { error: 'InvalidSignatureMethod', status: 400 },
    },
    {
      call: 'SendChatappMassMessage',
      as: { signature: 'V1' },
      wire: { algorithm: 'HMAC-MD5' },
      expect: { error: 'InvalidSignatureMethod', status: 400 },
    },
    {
      call: 'SendChatappMassMessage',
      as: { signature: 'V1' },
      wire: { system: { SignatureVersion: '2.0' } },
      expect: { error: 'InvalidSignatureVersion', status: 400 },
    },
  ],
})
