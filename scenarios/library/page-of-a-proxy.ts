import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'page-of-a-proxy',
  summary: 'A proxy answers with a page of its own; nothing is sent.',
  effectOnLive: 'never',
  covers: ['faults'],
  story: [
    { fault: 'proxy-page', at: 'before-read' },
    { call: 'SendChatappMassMessage', with: { TaskId: 'proxied' }, expect: { failure: 'unexpected-answer' } },
    { messages: 'task:proxied', never: true },
    { fault: 'none' },
    { call: 'SendChatappMassMessage', with: { TaskId: 'proxied' } },
    { messages: 'task:proxied' },
  ],
})
