import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'channel-in-capitals',
  summary: 'ChannelType in capitals means the same, as a production client sends it.',
  effectOnLive: 'sends',
  covers: ['ChannelType'],
  story: [{ call: 'SendChatappMassMessage', with: { ChannelType: 'WHATSAPP' }, expect: { Code: 'OK' } }],
})
