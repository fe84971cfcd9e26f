import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'product-fails-on-demand',
  summary:
    'Failures of the product that no request brings about, each made to come by a fault; afterwards calls are accepted again.',
  effectOnLive: 'never',
  covers: [
    'faults',
    '999999',
    'CHAT.APIError',
    'ERR-COMMON-001',
    'ERR-FB-001',
    'ERR-OPERATION-MAAP-0085',
    'PhoneNumberNotRegistered',
    'TemplateNotFound',
    'Authentication.NoAuth',
  ],
  given: {
    faults: [
      { fault: 'error', with: { code: '999999' }, when: { nth: 1 } },
      { fault: 'error', with: { code: 'CHAT.APIError' }, when: { nth: 2 } },
      { fault: 'error', with: { code: 'ERR-COMMON-001' }, when: { nth: 3 } },
      { fault: 'error', with: { code: 'ERR-FB-001' }, when: { nth: 4 } },
      { fault: 'error', with: { code: 'ERR-OPERATION-MAAP-0085' }, when: { nth: 5 } },
      { fault: 'error', with: { code: 'PhoneNumberNotRegistered' }, when: { nth: 6 } },
      { fault: 'error', with: { code: 'TemplateNotFound' }, when: { nth: 7 } },
      { fault: 'error', with: { code: 'Authentication.NoAuth' }, when: { nth: 8 } },
    ],
  },
  story: [
    { call: 'SendChatappMassMessage', expect: { error: '999999' } },
    { call: 'SendChatappMassMessage', expect: { error: 'CHAT.APIError' } },
    { call: 'SendChatappMassMessage', expect: { error: 'ERR-COMMON-001' } },
    { call: 'SendChatappMassMessage', expect: { error: 'ERR-FB-001' } },
    { call: 'SendChatappMassMessage', expect: { error: 'ERR-OPERATION-MAAP-0085' } },
    { call: 'SendChatappMassMessage', expect: { error: 'PhoneNumberNotRegistered' } },
    { call: 'SendChatappMassMessage', expect: { error: 'TemplateNotFound' } },
    { call: 'SendChatappMassMessage', expect: { error: 'Authentication.NoAuth' } },
    { call: 'SendChatappMassMessage', expect: { Code: 'OK' } },
  ],
})
