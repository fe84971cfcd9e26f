import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'key-unknown',
  summary: 'A key nobody has is refused before its signature is looked at.',
  effectOnLive: 'none',
  covers: ['InvalidAccessKeyId.NotFound'],
  story: [
    {
      call: 'SendChatappMassMessage',
      wire: { accessKeyId: 'nobody' },
      expect: { error: 'InvalidAccessKeyId.NotFound', status: { $oneOf: [400, 404] } },
    },
  ],
})
