import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'gateway-refuses-on-demand',
  summary:
    'Refusals of the gateway that hardly a request brings about, each made to come by a fault; afterwards calls are accepted again.',
  effectOnLive: 'never',
  covers: [
    'faults',
    'InvalidParameter',
    'InvalidProduct.NotFound',
    'NoSuchVersion',
    'InvalidSignatureVersion',
    'IncompleteSignature',
    'InvalidVersion',
    'Throttling',
    'Throttling.User',
  ],
  given: {
    faults: [
      { fault: 'error', with: { code: 'InvalidParameter' }, when: { nth: 1 } },
      { fault: 'error', with: { code: 'InvalidProduct.NotFound' }, when: { nth: 2 } },
      { fault: 'error', with: { code: 'NoSuchVersion' }, when: { nth: 3 } },
      { fault: 'error', with: { code: 'InvalidSignatureVersion' }, when: { nth: 4 } },
      { fault: 'error', with: { code: 'IncompleteSignature' }, when: { nth: 5 } },
      { fault: 'error', with: { code: 'InvalidVersion' }, when: { nth: 6 } },
      { fault: 'error', with: { code: 'Throttling' }, when: { nth: 7 } },
      { fault: 'error', with: { code: 'Throttling.User' }, when: { nth: 8 } },
    ],
  },
  story: [
    { call: 'SendChatappMassMessage', expect: { error: 'InvalidParameter' } },
    { call: 'SendChatappMassMessage', expect: { error: 'InvalidProduct.NotFound' } },
    { call: 'SendChatappMassMessage', expect: { error: 'NoSuchVersion' } },
    { call: 'SendChatappMassMessage', expect: { error: 'InvalidSignatureVersion' } },
    { call: 'SendChatappMassMessage', expect: { error: 'IncompleteSignature' } },
    { call: 'SendChatappMassMessage', expect: { error: 'InvalidVersion' } },
    { call: 'SendChatappMassMessage', expect: { error: 'Throttling' } },
    { call: 'SendChatappMassMessage', expect: { error: 'Throttling.User' } },
    { call: 'SendChatappMassMessage', expect: { Code: 'OK' } },
  ],
})
