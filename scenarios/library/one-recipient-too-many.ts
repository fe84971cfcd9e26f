import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'one-recipient-too-many',
  summary: 'The 1,001st recipient makes the whole call be refused; nothing is sent.',
  effectOnLive: 'none',
  covers: ['SenderList', 'limit of 1000', 'InvalidSenderList'],
  story: [
    {
      call: 'SendChatappMassMessage',
      with: { SenderList: { $times: 1001, $item: { To: '{{number}}' } } },
      expect: { error: 'InvalidSenderList', status: 400 },
    },
  ],
})
