import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'metrics-of-numbers',
  summary: 'Once metrics are enabled and a day has passed, the messages of a number are counted.',
  effectOnLive: 'never',
  covers: ['EnableWhatsappROIMetric', 'GetChatappPhoneNumberMetric'],
  story: [
    { call: 'EnableWhatsappROIMetric', expect: { Code: 'OK' } },
    { call: 'SendChatappMassMessage', name: 'send', expect: { Code: 'OK' } },
    { messages: 'group:{{send.GroupMessageId}} status:Read', name: 'read' },
    { advance: '2d' },
    {
      call: 'GetChatappPhoneNumberMetric',
      with: { PhoneNumber: '{{from}}', Granularity: 'DAILY', Start: 0, End: 4_102_444_800_000 },
      expect: {
        Code: 'OK',
        Data: [{ PhoneNumber: '{{from}}', Granularity: 'DAILY', SentCount: 1, DeliveredCount: 1 }],
      },
    },
    {
      call: 'GetChatappPhoneNumberMetric',
      with: { Start: 2, End: 1 },
      expect: { error: 'InvalidEnd', status: 400 },
    },
  ],
})
