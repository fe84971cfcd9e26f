import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'channel-not-supported',
  summary: 'A channel nobody knows is refused, and so is line, which is marked as under development.',
  effectOnLive: 'none',
  covers: ['ChannelType', 'InvalidParameter.ChannelTypeNotSupport'],
  story: [
    {
      call: 'SendChatappMassMessage',
      with: { ChannelType: 'pigeon' },
      expect: { error: 'InvalidParameter.ChannelTypeNotSupport', status: 400 },
    },
    {
      call: 'SendChatappMassMessage',
      with: { ChannelType: 'line' },
      expect: { error: 'InvalidParameter.ChannelTypeNotSupport', status: 400 },
    },
  ],
})
