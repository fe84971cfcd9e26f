import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'window-closed-by-refusal',
  summary:
    'Where the service refuses instead of failing later: a free-form message to somebody who has not written.',
  effectOnLive: 'never',
  covers: ['SendChatappMessage', 'SessionWindowExpired'],
  given: { assumptions: { closedWindow: 'refuse-call' } },
  story: [
    {
      call: 'SendChatappMessage',
      with: {
        Type: 'message',
        MessageType: 'text',
        Content: '{"text":"hello"}',
        TemplateCode: null,
        Language: null,
        TemplateParams: null,
      },
      expect: { error: 'SessionWindowExpired', status: 400 },
    },
  ],
})
