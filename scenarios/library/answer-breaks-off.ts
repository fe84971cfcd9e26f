import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'answer-breaks-off',
  summary: 'The answer of a send breaks off: the messages are on their way, and its id is not known.',
  effectOnLive: 'never',
  covers: ['faults'],
  given: { faults: [{ fault: 'truncated-body', with: { bytes: 30 } }] },
  story: [
    { call: 'SendChatappMassMessage', expect: { failure: 'incomplete-answer' } },
    { messages: 'status:Delivered' },
  ],
})
