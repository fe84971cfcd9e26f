import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'free-form-needs-a-window',
  summary: 'A free-form message reaches only who has written within 24 hours.',
  effectOnLive: 'never',
  covers: ['SendChatappMessage', 'MessageType', 'Content', '131047'],
  story: [
    {
      call: 'SendChatappMessage',
      name: 'early',
      with: {
        Type: 'message',
        MessageType: 'text',
        Content: '{"text":"hello"}',
        TemplateCode: null,
        Language: null,
        TemplateParams: null,
      },
      expect: { Code: 'OK' },
    },
    { messages: 'message:{{early.MessageId}} status:Failed', have: { errorCode: '131047' } },
    {
      person: '{{person}}',
      text: 'Where is my order?',
      have: { Type: 'TEXT', Message: 'Where is my order?' },
    },
    {
      call: 'SendChatappMessage',
      name: 'answer',
      with: {
        Type: 'message',
        MessageType: 'text',
        Content: '{"text":"On its way."}',
        TemplateCode: null,
        Language: null,
        TemplateParams: null,
      },
      expect: { Code: 'OK' },
    },
    { messages: 'message:{{answer.MessageId}} status:Read', have: { text: 'On its way.' } },
    { advance: '25h' },
    {
      call: 'SendChatappMessage',
      name: 'late',
      with: {
        Type: 'message',
        MessageType: 'text',
        Content: '{"text":"Still there?"}',
        TemplateCode: null,
        Language: null,
        TemplateParams: null,
      },
      expect: { Code: 'OK' },
    },
    { messages: 'message:{{late.MessageId}} status:Failed', have: { errorCode: '131047' } },
  ],
})
