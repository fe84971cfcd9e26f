import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'recipient-type',
  summary: 'RecipientType, in the SDK since July 2026, is accepted.',
  effectOnLive: 'sends',
  covers: ['RecipientType'],
  story: [
    {
      call: 'SendChatappMassMessage',
      with: {
        SenderList: [
          { To: '{{person}}', RecipientType: 'individual', TemplateParams: { name: 'Ann', order: 'A-1' } },
        ],
      },
      expect: { Code: 'OK' },
    },
  ],
})
