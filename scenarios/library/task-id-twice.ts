import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'task-id-twice',
  summary: 'The same TaskId twice is accepted twice: it is no protection against sending again.',
  effectOnLive: 'sends',
  covers: ['TaskId'],
  story: [
    { call: 'SendChatappMassMessage', name: 'first', with: { TaskId: '100000002' }, expect: { Code: 'OK' } },
    {
      call: 'SendChatappMassMessage',
      with: { TaskId: '100000002' },
      expect: { Code: 'OK', GroupMessageId: { $not: '{{first.GroupMessageId}}' } },
    },
  ],
})
