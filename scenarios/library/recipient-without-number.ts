import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'recipient-without-number',
  summary: 'An entry without To makes the whole call be refused.',
  effectOnLive: 'none',
  covers: ['To', 'MissingTo'],
  story: [
    {
      call: 'SendChatappMassMessage',
      with: { SenderList: [{ To: '{{person}}' }, { TemplateParams: { name: 'Ann' } }] },
      expect: { error: ['MissingTo', 'InvalidParameter.ToOnlyNumeric'], status: 400 },
    },
  ],
})
