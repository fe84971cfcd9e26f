import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'template-is-archived',
  summary: 'Templates are archived together or not at all.',
  effectOnLive: 'never',
  covers: ['ArchiveChatappTemplate'],
  story: [
    {
      call: 'ArchiveChatappTemplate',
      with: {
        TemplateList: [
          { TemplateCode: '1119000000000000002', Language: 'en' },
          { TemplateCode: '1119000000000000999', Language: 'en' },
        ],
      },
      expect: { error: { $matches: '^(DetailError|Authentication)' } },
    },
    { call: 'ArchiveChatappTemplate', expect: { Code: 'OK', Success: true } },
    {
      call: 'ArchiveChatappTemplate',
      with: { ChannelType: 'VIBER' },
      expect: { error: 'InvalidParameter.ChannelTypeNotSupport', status: 400 },
    },
  ],
})
