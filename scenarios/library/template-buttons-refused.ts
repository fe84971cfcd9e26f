import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'template-buttons-refused',
  summary: 'Buttons of a template with variables where none may be, or with a number that is none.',
  effectOnLive: 'never',
  covers: [
    'CreateChatappTemplate',
    'InvalidParameter.ButtonTextHaveVariable',
    'InvalidParameter.UrlMoreVarable',
    'InvalidParameter.PhoneNumberError',
  ],
  story: [
    {
      call: 'CreateChatappTemplate',
      with: {
        Components: [
          { Type: 'BODY', Text: 'Hello.' },
          { Type: 'BUTTONS', Buttons: [{ Type: 'QUICK_REPLY', Text: 'Yes, $(name)' }] },
        ],
      },
      expect: { error: 'InvalidParameter.ButtonTextHaveVariable', status: 400 },
    },
    {
      call: 'CreateChatappTemplate',
      with: {
        Components: [
          { Type: 'BODY', Text: 'Hello.' },
          {
            Type: 'BUTTONS',
            Buttons: [
              { Type: 'URL', Text: 'Look', UrlType: 'dynamic', Url: 'https://example.com/$(a)/$(b)' },
            ],
          },
        ],
      },
      expect: { error: 'InvalidParameter.UrlMoreVarable', status: 400 },
    },
    {
      call: 'CreateChatappTemplate',
      with: {
        Components: [
          { Type: 'BODY', Text: 'Hello.' },
          { Type: 'BUTTONS', Buttons: [{ Type: 'PHONE_NUMBER', Text: 'Call', PhoneNumber: 'us' }] },
        ],
      },
      expect: { error: 'InvalidParameter.PhoneNumberError', status: 400 },
    },
  ],
})
