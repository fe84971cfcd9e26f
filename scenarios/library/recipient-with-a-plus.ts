import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'recipient-with-a-plus',
  summary: 'A recipient written with + is refused with the whole call.',
  effectOnLive: 'none',
  covers: ['To', 'InvalidParameter.ToOnlyNumeric'],
  story: [
    {
      call: 'SendChatappMassMessage',
      with: { SenderList: [{ To: '+{{person}}' }] },
      expect: { error: 'InvalidParameter.ToOnlyNumeric', status: 400, rule: 'send.recipients-are-numeric' },
    },
  ],
})
