import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'nonce-missing',
  summary: 'A request without nonce or timestamp is refused.',
  effectOnLive: 'none',
  covers: ['MissingSignatureNonce', 'MissingTimestamp'],
  story: [
    {
      call: 'SendChatappMassMessage',
      as: { signature: 'V1' },
      wire: { without: ['SignatureNonce'] },
      expect: { error: 'MissingSignatureNonce', status: 400 },
    },
    {
      call: 'SendChatappMassMessage',
      as: { signature: 'V1' },
      wire: { without: ['Timestamp'] },
      expect: { error: 'MissingTimestamp', status: 400 },
    },
  ],
})
