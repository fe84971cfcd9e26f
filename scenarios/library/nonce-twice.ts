import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'nonce-twice',
  summary: 'A nonce is good for one request.',
  effectOnLive: 'sends',
  covers: ['SignatureNonceUsed'],
  story: [
    { call: 'SendChatappMassMessage', wire: { nonce: 'twice-{{run}}' }, expect: { Code: 'OK' } },
    {
      call: 'SendChatappMassMessage',
      wire: { nonce: 'twice-{{run}}' },
      expect: { error: 'SignatureNonceUsed', status: 400 },
    },
  ],
})
