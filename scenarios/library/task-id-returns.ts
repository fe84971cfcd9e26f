import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'task-id-returns',
  summary: 'The TaskId of a call stands in every receipt of its messages.',
  effectOnLive: 'never',
  covers: ['TaskId', 'ChatAppStatus'],
  given: { receipts: true },
  story: [
    { call: 'SendChatappMassMessage', name: 'send', with: { TaskId: '100000001' } },
    { messages: 'group:{{send.GroupMessageId}} status:Read' },
    {
      receipts: 'ChatAppStatus',
      where: { To: '{{person}}' },
      count: 3,
      have: { TaskId: '100000001', From: '{{from}}', MsgFrameType: 'template', TemplateCode: '{{template}}' },
    },
  ],
})
