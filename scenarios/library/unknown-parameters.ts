import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'unknown-parameters',
  summary: 'Parameters the operation does not have are ignored, such as the Type a public client sends.',
  effectOnLive: 'sends',
  covers: ['extra parameters'],
  story: [
    { call: 'SendChatappMassMessage', extra: { Type: 'template', Whatever: '1' }, expect: { Code: 'OK' } },
  ],
})
