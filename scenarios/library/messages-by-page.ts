import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'messages-by-page',
  summary: 'Messages of a number are listed page by page, the newest first.',
  effectOnLive: 'never',
  covers: ['ListChatappMessage', 'QueryParam.startTime', 'InvalidParameter.PageInvalid'],
  story: [
    {
      call: 'SendChatappMassMessage',
      name: 'send',
      with: {
        SenderList: {
          $times: 25,
          $item: { To: '{{number}}', TemplateParams: { name: 'Ann', order: '{{index}}' } },
        },
      },
      expect: { Code: 'OK' },
    },
    { messages: 'group:{{send.GroupMessageId}} status:Read', count: 25 },
    {
      call: 'ListChatappMessage',
      with: {
        BusinessNumber: '{{from}}',
        ChannelType: 'whatsapp',
        CustSpaceId: '{{space}}',
        StartTime: 1,
        Page: { Index: 1, Size: 10 },
      },
      expect: { Code: 'OK', Data: { $length: 10 } },
    },
    {
      call: 'ListChatappMessage',
      with: {
        BusinessNumber: '{{from}}',
        ChannelType: 'whatsapp',
        CustSpaceId: '{{space}}',
        StartTime: 1,
        Page: { Index: 3, Size: 10 },
      },
      expect: { Code: 'OK', Data: { $length: 5 } },
    },
    {
      call: 'ListChatappMessage',
      with: {
        BusinessNumber: '{{from}}',
        ChannelType: 'whatsapp',
        CustSpaceId: '{{space}}',
        StartTime: 1,
        UserNumber: '{{person}}',
        Page: { Index: 1, Size: 10 },
      },
      expect: {
        Code: 'OK',
        Data: [
          {
            UserNumber: '{{person}}',
            EventAction: 'DOWN',
            MessageStatus: 'success',
            TemplateName: '{{templateName}}',
          },
        ],
      },
    },
    {
      call: 'ListChatappMessage',
      with: {
        BusinessNumber: '{{from}}',
        ChannelType: 'whatsapp',
        CustSpaceId: '{{space}}',
        StartTime: null,
        StartTimeStr: null,
        Page: { Index: 1, Size: 10 },
      },
      expect: { error: 'QueryParam.startTime', status: 400 },
    },
    {
      call: 'ListChatappMessage',
      with: {
        BusinessNumber: '{{from}}',
        ChannelType: 'whatsapp',
        CustSpaceId: '{{space}}',
        StartTime: 1,
        Page: { Index: 1, Size: 1000 },
      },
      expect: { error: 'InvalidParameter.PageInvalid', status: 400 },
    },
  ],
})
