import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'key-inactive',
  summary: 'A disabled key is refused.',
  effectOnLive: 'never',
  covers: ['InvalidAccessKeyId.Inactive'],
  story: [
    {
      call: 'SendChatappMassMessage',
      as: { key: 'inactive' },
      expect: { error: 'InvalidAccessKeyId.Inactive', status: 400 },
    },
  ],
})
