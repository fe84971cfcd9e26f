import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'answer-lost-after-commit',
  summary: 'The answer of a send is lost after it was carried out: sent again, it arrives twice.',
  effectOnLive: 'never',
  covers: ['faults', 'TaskId'],
  story: [
    { fault: 'reset', at: 'after-commit', when: { nth: 1 } },
    { call: 'SendChatappMassMessage', with: { TaskId: 'lost' }, expect: { failure: 'connection' } },
    { messages: 'task:lost' },
    { call: 'SendChatappMassMessage', with: { TaskId: 'lost' }, expect: { Code: 'OK' } },
    { messages: 'task:lost', count: 2 },
  ],
})
