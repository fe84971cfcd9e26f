import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'template-params-of-another-type',
  summary: 'Values of variables are texts: a number is refused.',
  effectOnLive: 'none',
  covers: ['TemplateParams', 'InvalidSenderList'],
  story: [
    {
      call: 'SendChatappMassMessage',
      with: { SenderList: [{ To: '{{person}}', TemplateParams: { name: 'Ann', order: 1001 } }] },
      expect: { error: 'InvalidSenderList', status: 400 },
    },
  ],
})
