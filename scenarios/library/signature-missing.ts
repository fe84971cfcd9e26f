import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'signature-missing',
  summary:
    'Without a signature nothing is carried out, and an Authorization header that cannot be read is no signature.',
  effectOnLive: 'none',
  covers: ['unsigned calls', 'Missing{parameter}', 'IncompleteSignature'],
  story: [
    { call: 'SendChatappMassMessage', wire: { unsigned: true }, expect: { error: { $matches: '^Missing' } } },
    {
      call: 'SendChatappMassMessage',
      as: { signature: 'V1' },
      wire: { unsigned: true },
      expect: { error: { $matches: '^Missing' } },
    },
    {
      call: 'SendChatappMassMessage',
      wire: { authorization: 'ACS3-HMAC-SHA256 nothing' },
      expect: { error: 'IncompleteSignature', status: 400 },
    },
  ],
})
