import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'sender-not-bound',
  summary: 'A number that is not bound to the space is refused.',
  effectOnLive: 'none',
  covers: ['From', 'ERR-OPERATION-MAAP-0065'],
  story: [
    {
      call: 'SendChatappMassMessage',
      with: { From: '8613900000099' },
      expect: { error: ['ERR-OPERATION-MAAP-0065', 'PhoneNumberNotRegistered'], status: 400 },
    },
  ],
})
