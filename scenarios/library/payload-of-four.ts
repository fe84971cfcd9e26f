import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'payload-of-four',
  summary:
    'A payload of four entries is accepted: the limit of three stood in the metadata until August 2025 only.',
  effectOnLive: 'never',
  covers: ['Payload'],
  story: [
    {
      call: 'SendChatappMassMessage',
      with: {
        TemplateCode: '1119000000000000005',
        SenderList: [{ To: '{{person}}', Payload: ['1', '2', '3', '4'] }],
      },
      expect: { Code: 'OK' },
    },
  ],
})
