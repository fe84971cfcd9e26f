import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'free-form-content',
  summary: 'What a free-form message needs: a type there is, and content that fits it.',
  effectOnLive: 'none',
  covers: [
    'SendChatappMessage',
    'InvalidParameter.MessageTypeNotEmpty',
    'InvalidParameter.MessageTypeNotSupport',
    'InvalidParameter.ContentNotEmpty',
    'InvalidParameter.ContentError',
    'InvalidParameter.TextNotEmpty',
    'InvalidParameter.LinkNotEmpty',
  ],
  story: [
    {
      call: 'SendChatappMessage',
      with: {
        Type: 'message',
        MessageType: null,
        Content: '{"text":"hello"}',
        TemplateCode: null,
        Language: null,
        TemplateParams: null,
      },
      expect: { error: 'InvalidParameter.MessageTypeNotEmpty', status: 400 },
    },
    {
      call: 'SendChatappMessage',
      with: {
        Type: 'message',
        MessageType: 'telegraph',
        Content: '{"text":"hello"}',
        TemplateCode: null,
        Language: null,
        TemplateParams: null,
      },
      expect: { error: 'InvalidParameter.MessageTypeNotSupport', status: 400 },
    },
    {
      call: 'SendChatappMessage',
      with: {
        Type: 'message',
        MessageType: 'text',
        Content: null,
        TemplateCode: null,
        Language: null,
        TemplateParams: null,
      },
      expect: { error: 'InvalidParameter.ContentNotEmpty', status: 400 },
    },
    {
      call: 'SendChatappMessage',
      with: {
        Type: 'message',
        MessageType: 'text',
        Content: 'hello',
        TemplateCode: null,
        Language: null,
        TemplateParams: null,
      },
      expect: { error: 'InvalidParameter.ContentError', status: 400 },
    },
    {
      call: 'SendChatappMessage',
      with: {
        Type: 'message',
        MessageType: 'text',
        Content: '{"text":""}',
        TemplateCode: null,
        Language: null,
        TemplateParams: null,
      },
      expect: { error: 'InvalidParameter.TextNotEmpty', status: 400 },
    },
    {
      call: 'SendChatappMessage',
      with: {
        Type: 'message',
        MessageType: 'image',
        Content: '{"caption":"ours"}',
        TemplateCode: null,
        Language: null,
        TemplateParams: null,
      },
      expect: { error: 'InvalidParameter.LinkNotEmpty', status: 400 },
    },
  ],
})
