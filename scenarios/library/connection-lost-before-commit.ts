import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'connection-lost-before-commit',
  summary: 'The connection is lost before a send is carried out: sent again, it arrives once.',
  effectOnLive: 'never',
  covers: ['faults', 'TaskId'],
  story: [
    { fault: 'reset', at: 'before-commit', when: { nth: 1 } },
    { call: 'SendChatappMassMessage', with: { TaskId: 'lost' }, expect: { failure: 'connection' } },
    { messages: 'task:lost', never: true },
    { call: 'SendChatappMassMessage', with: { TaskId: 'lost' }, expect: { Code: 'OK' } },
    { messages: 'task:lost', count: 1 },
  ],
})
