import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'viber-time-to-live-out-of-range',
  summary: 'A time to live below 30 seconds, above 14 days, or that is no number is refused.',
  effectOnLive: 'none',
  covers: ['Ttl', 'InvalidTtl'],
  story: [
    {
      call: 'SendChatappMassMessage',
      with: { ChannelType: 'viber', From: '{{viber}}', Ttl: 29 },
      expect: { error: 'InvalidTtl', status: 400 },
    },
    {
      call: 'SendChatappMassMessage',
      with: { ChannelType: 'viber', From: '{{viber}}', Ttl: 1209601 },
      expect: { error: 'InvalidTtl', status: 400 },
    },
    {
      call: 'SendChatappMassMessage',
      with: { ChannelType: 'viber', From: '{{viber}}', Ttl: 'soon' },
      expect: { error: 'InvalidTtl', status: 400 },
    },
  ],
})
