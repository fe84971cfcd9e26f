import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'http-is-refused',
  summary: 'Where plain http is refused, an operation served over https only says so.',
  effectOnLive: 'never',
  covers: ['InvalidProtocol.NeedSsl'],
  given: { assumptions: { plainHttp: 'refused' } },
  story: [{ call: 'AddContacts', expect: { error: 'InvalidProtocol.NeedSsl', status: 400 } }],
})
