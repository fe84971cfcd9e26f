import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'metrics-of-templates',
  summary: 'Messages of a marketing template are counted; a template nobody has is not.',
  effectOnLive: 'never',
  covers: ['EnableWhatsappROIMetric', 'GetChatappTemplateMetric'],
  story: [
    { call: 'EnableWhatsappROIMetric', expect: { Code: 'OK' } },
    {
      call: 'SendChatappMassMessage',
      name: 'send',
      with: {
        TemplateCode: '1119000000000000006',
        SenderList: [
          {
            To: '{{person}}',
            ProductAction: { Sections: [{ Title: 'New', ProductItems: [{ ProductRetailerId: 'p1' }] }] },
          },
        ],
      },
      expect: { Code: 'OK' },
    },
    { messages: 'group:{{send.GroupMessageId}} status:Read' },
    { advance: '2d' },
    {
      call: 'GetChatappTemplateMetric',
      with: { Start: 0, End: 4_102_444_800_000 },
      expect: {
        Code: 'OK',
        Data: [
          {
            TemplateCode: '1119000000000000006',
            Language: 'en',
            SentCount: 1,
            DeliveredCount: 1,
            ReadCount: 1,
          },
        ],
      },
    },
    {
      call: 'GetChatappTemplateMetric',
      with: { TemplateCode: '1119000000000000999', Start: 0, End: 1 },
      expect: { error: ['DetailError.TemplateNotExist', 'Authentication.NoAuth'], status: 400 },
    },
  ],
})
