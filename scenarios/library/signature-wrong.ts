import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'signature-wrong',
  summary: 'A signature made with another secret is refused, in either version.',
  effectOnLive: 'none',
  covers: ['SignatureDoesNotMatch'],
  story: [
    {
      call: 'SendChatappMassMessage',
      wire: { secret: 'not-the-secret' },
      expect: { error: 'SignatureDoesNotMatch', status: 400 },
    },
    {
      call: 'SendChatappMassMessage',
      as: { signature: 'V1' },
      wire: { secret: 'not-the-secret' },
      expect: { error: 'SignatureDoesNotMatch', status: 400 },
    },
  ],
})
