import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'refused-after-it-was-carried-out',
  summary:
    'A send is carried out and answered with a failure all the same: whoever sends it again sends it twice.',
  effectOnLive: 'never',
  covers: ['faults', 'InternalError'],
  given: {
    faults: [{ fault: 'error', at: 'after-commit', with: { code: 'InternalError' }, when: { nth: 1 } }],
  },
  story: [
    {
      call: 'SendChatappMassMessage',
      with: { TaskId: 'once' },
      expect: { error: 'InternalError', status: 500 },
    },
    { messages: 'task:once status:Read' },
    { call: 'SendChatappMassMessage', with: { TaskId: 'once' }, expect: { Code: 'OK' } },
    { messages: 'task:once status:Read', count: 2 },
  ],
})
