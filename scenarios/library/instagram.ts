import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'instagram',
  summary: 'On Instagram sender and recipient are ids of the account and of the person.',
  effectOnLive: 'never',
  covers: ['ChannelType', 'From', 'To'],
  given: { lenient: true },
  story: [
    {
      call: 'SendChatappMassMessage',
      with: {
        ChannelType: 'instagram',
        From: '{{instagram}}',
        SenderList: [{ To: 'igsid-100200300', TemplateParams: { name: 'Ann', order: 'A-1' } }],
      },
      expect: { Code: 'OK' },
    },
  ],
})
