import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'template-params-refused',
  summary: 'Where the service refuses instead of failing later: variables that do not fit the template.',
  effectOnLive: 'never',
  covers: ['TemplateParams', 'TemplateParamInvalid'],
  given: { assumptions: { templateParams: 'refuse-call' } },
  story: [
    {
      call: 'SendChatappMassMessage',
      with: { SenderList: [{ To: '{{person}}', TemplateParams: { name: 'Ann' } }] },
      expect: { error: 'TemplateParamInvalid', status: 400 },
    },
  ],
})
