import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'fallback-of-an-invalid-template',
  summary:
    'With sentFailed even an unknown template leads to the SMS instead of a refusal; with undelivered it is refused.',
  effectOnLive: 'never',
  covers: ['FallBackRule', 'FallBackContent'],
  story: [
    {
      call: 'SendChatappMassMessage',
      name: 'send',
      with: {
        TemplateCode: '1119999999999999999',
        FallBackContent: 'Your order is on its way.',
        FallBackRule: 'sentFailed',
      },
      expect: { Code: 'OK' },
    },
    {
      messages: 'group:{{send.GroupMessageId}} fallback:*',
      have: { fallback: { content: 'Your order is on its way.' } },
    },
    {
      call: 'SendChatappMassMessage',
      with: {
        TemplateCode: '1119999999999999999',
        FallBackContent: 'Your order is on its way.',
        FallBackRule: 'undelivered',
      },
      expect: { error: ['DetailError.TemplateNotExist', 'TemplateNotFound', 'Authentication.NoAuth'] },
    },
  ],
})
