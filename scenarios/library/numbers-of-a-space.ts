import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'numbers-of-a-space',
  summary:
    'The numbers of a space are listed, all or those in one state; the numbers of another account are not told.',
  effectOnLive: 'none',
  covers: ['QueryChatappPhoneNumbers', 'CustSpaceId', 'Unknown.ResourceOwnerId'],
  story: [
    {
      call: 'QueryChatappPhoneNumbers',
      with: { CustSpaceId: '{{space}}', Status: null },
      expect: { Code: 'OK', PhoneNumbers: { $present: true } },
    },
    {
      call: 'QueryChatappPhoneNumbers',
      with: { CustSpaceId: '{{space}}', Status: 'BANNED' },
      expect: { Code: 'OK', PhoneNumbers: { $length: 0 } },
    },
    {
      call: 'QueryChatappPhoneNumbers',
      with: { CustSpaceId: '{{otherSpace}}' },
      expect: { error: 'Unknown.ResourceOwnerId', status: 400 },
    },
  ],
})
