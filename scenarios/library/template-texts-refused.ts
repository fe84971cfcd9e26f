import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'template-texts-refused',
  summary:
    'Texts of a template that the review would never see: variables where none may be, positions instead of names, formats there are not.',
  effectOnLive: 'never',
  covers: [
    'CreateChatappTemplate',
    'InvalidParameter.MessageInvalid',
    'InvalidParameter.HeaderMoreVarable',
    'InvalidParameter.HeaderTypeNotSupport',
    'InvalidParameter.FooterHaveVariable',
    'InvalidParameter.FileUrlError',
    'InvalidParameter.CreateError',
    'InvalidParameter.TemplateTypeNotSupport',
    'InvalidParameter.TemplateNameExist',
  ],
  story: [
    {
      call: 'CreateChatappTemplate',
      with: { Components: [{ Type: 'BODY', Text: 'Hello {{{{index}}}}' }] },
      expect: { error: 'InvalidParameter.MessageInvalid', status: 400 },
    },
    {
      call: 'CreateChatappTemplate',
      with: {
        Components: [
          { Type: 'HEADER', Format: 'TEXT', Text: '$(a) and $(b)' },
          { Type: 'BODY', Text: 'Hello.' },
        ],
      },
      expect: { error: 'InvalidParameter.HeaderMoreVarable', status: 400 },
    },
    {
      call: 'CreateChatappTemplate',
      with: {
        Components: [
          { Type: 'HEADER', Format: 'AUDIO', Url: 'https://example.com/a.mp3' },
          { Type: 'BODY', Text: 'Hello.' },
        ],
      },
      expect: { error: 'InvalidParameter.HeaderTypeNotSupport', status: 400 },
    },
    {
      call: 'CreateChatappTemplate',
      with: {
        Components: [
          { Type: 'BODY', Text: 'Hello.' },
          { Type: 'FOOTER', Text: 'Bye $(name)' },
        ],
      },
      expect: { error: 'InvalidParameter.FooterHaveVariable', status: 400 },
    },
    {
      call: 'CreateChatappTemplate',
      with: {
        Components: [
          { Type: 'HEADER', Format: 'IMAGE', Url: 'a picture' },
          { Type: 'BODY', Text: 'Hello.' },
        ],
      },
      expect: { error: 'InvalidParameter.FileUrlError', status: 400 },
    },
    {
      call: 'CreateChatappTemplate',
      with: { Components: [{ Type: 'FOOTER', Text: 'Nothing above.' }] },
      expect: { error: 'InvalidParameter.CreateError', status: 400 },
    },
    {
      call: 'CreateChatappTemplate',
      with: { TemplateType: 'SMS' },
      expect: { error: 'InvalidParameter.TemplateTypeNotSupport', status: 400 },
    },
    {
      call: 'CreateChatappTemplate',
      with: { Name: '{{templateName}}' },
      expect: { error: 'InvalidParameter.TemplateNameExist', status: 400 },
    },
  ],
})
