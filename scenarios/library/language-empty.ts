import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'language-empty',
  summary: 'An empty language is refused.',
  effectOnLive: 'none',
  covers: ['Language', 'InvalidParameter.LanguageNotEmpty'],
  story: [
    {
      call: 'SendChatappMassMessage',
      with: { Language: '' },
      expect: { error: 'InvalidParameter.LanguageNotEmpty', status: 400 },
    },
  ],
})
