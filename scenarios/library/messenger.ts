import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'messenger',
  summary: 'On Messenger sender and recipient are ids of the page and of the person.',
  effectOnLive: 'never',
  covers: ['ChannelType', 'From', 'To'],
  given: { lenient: true },
  story: [
    {
      call: 'SendChatappMassMessage',
      with: {
        ChannelType: 'messenger',
        From: '{{messenger}}',
        SenderList: [{ To: 'psid-100200300', TemplateParams: { name: 'Ann', order: 'A-1' } }],
      },
      expect: { Code: 'OK' },
    },
  ],
})
