import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'session-token',
  summary: 'Temporary credentials come with their token: without it, or with another, the call is refused.',
  effectOnLive: 'never',
  covers: ['SecurityToken', 'MissingSecurityToken', 'InvalidSecurityToken.Malformed'],
  story: [
    { call: 'SendChatappMassMessage', as: { key: 'sts' }, expect: { Code: 'OK' } },
    {
      call: 'SendChatappMassMessage',
      as: { key: 'sts' },
      wire: { without: ['x-acs-security-token'] },
      expect: { error: 'MissingSecurityToken', status: 400 },
    },
    {
      call: 'SendChatappMassMessage',
      as: { key: 'sts' },
      wire: { securityToken: 'another' },
      expect: { error: 'InvalidSecurityToken.Malformed', status: { $oneOf: [400, 403] } },
    },
  ],
})
