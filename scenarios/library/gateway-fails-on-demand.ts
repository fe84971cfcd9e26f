import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'gateway-fails-on-demand',
  summary:
    'The gateway throttles, denies and fails, each made to come by a fault; afterwards calls are accepted again.',
  effectOnLive: 'never',
  covers: [
    'faults',
    'Throttling.Api',
    'Forbidden.RiskControl',
    'Forbidden.RAM',
    'NoPermission',
    'InsufficientBalance',
    'UnsupportedParameter',
    'InternalError',
    'ServiceUnavailable',
    'RequestTooLarge',
    'MalformedRequest',
  ],
  given: {
    faults: [
      { fault: 'error', with: { code: 'Throttling.Api' }, when: { nth: 1 } },
      { fault: 'error', with: { code: 'Forbidden.RiskControl' }, when: { nth: 2 } },
      { fault: 'error', with: { code: 'Forbidden.RAM' }, when: { nth: 3 } },
      { fault: 'error', with: { code: 'NoPermission' }, when: { nth: 4 } },
      { fault: 'error', with: { code: 'InsufficientBalance' }, when: { nth: 5 } },
      { fault: 'error', with: { code: 'UnsupportedParameter' }, when: { nth: 6 } },
      { fault: 'error', with: { code: 'InternalError' }, when: { nth: 7 } },
      { fault: 'error', with: { code: 'ServiceUnavailable' }, when: { nth: 8 } },
      { fault: 'error', with: { code: 'RequestTooLarge' }, when: { nth: 9 } },
      { fault: 'error', with: { code: 'MalformedRequest' }, when: { nth: 10 } },
    ],
  },
  story: [
    { call: 'SendChatappMassMessage', expect: { error: 'Throttling.Api' } },
    { call: 'SendChatappMassMessage', expect: { error: 'Forbidden.RiskControl' } },
    { call: 'SendChatappMassMessage', expect: { error: 'Forbidden.RAM' } },
    { call: 'SendChatappMassMessage', expect: { error: 'NoPermission' } },
    { call: 'SendChatappMassMessage', expect: { error: 'InsufficientBalance' } },
    { call: 'SendChatappMassMessage', expect: { error: 'UnsupportedParameter' } },
    { call: 'SendChatappMassMessage', expect: { error: 'InternalError' } },
    { call: 'SendChatappMassMessage', expect: { error: 'ServiceUnavailable' } },
    { call: 'SendChatappMassMessage', expect: { error: 'RequestTooLarge' } },
    { call: 'SendChatappMassMessage', expect: { error: 'MalformedRequest' } },
    { wait: '1s' },
    { call: 'SendChatappMassMessage', expect: { Code: 'OK' } },
  ],
})
