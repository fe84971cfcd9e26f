import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'required-parameters',
  summary: 'Each required parameter is missed by name.',
  effectOnLive: 'none',
  covers: ['ChannelType', 'Language', 'From', 'Missing{parameter}'],
  story: [
    {
      call: 'SendChatappMassMessage',
      with: { ChannelType: null },
      expect: {
        error: 'MissingChannelType',
        status: 400,
        Message: 'ChannelType is mandatory for this action.',
      },
    },
    {
      call: 'SendChatappMassMessage',
      with: { Language: null },
      expect: { error: 'MissingLanguage', status: 400 },
    },
    { call: 'SendChatappMassMessage', with: { From: null }, expect: { error: 'MissingFrom', status: 400 } },
  ],
})
