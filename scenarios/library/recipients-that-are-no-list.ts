import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'recipients-that-are-no-list',
  summary: 'SenderList that is no JSON, or JSON but no list, is refused.',
  effectOnLive: 'none',
  covers: ['SenderList', 'InvalidSenderList'],
  story: [
    {
      call: 'SendChatappMassMessage',
      with: { SenderList: '[{"To":' },
      expect: { error: 'InvalidSenderList', status: 400 },
    },
    {
      call: 'SendChatappMassMessage',
      with: { SenderList: { To: '{{person}}' } },
      expect: { error: 'InvalidSenderList', status: 400 },
    },
  ],
})
