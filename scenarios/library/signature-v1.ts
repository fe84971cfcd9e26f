import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'signature-v1',
  summary: 'The older signature is accepted, with parameters in the form and in the URL.',
  effectOnLive: 'sends',
  covers: ['signature V1'],
  story: [
    { call: 'SendChatappMassMessage', as: { signature: 'V1' }, expect: { Code: 'OK' } },
    { call: 'SendChatappMassMessage', as: { signature: 'V1', style: 'query' }, expect: { Code: 'OK' } },
  ],
})
