import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'session-token-expired',
  summary: 'A session token is good until it expires, and for its own key only.',
  effectOnLive: 'never',
  covers: ['SecurityToken', 'InvalidSecurityToken.Expired', 'InvalidSecurityToken.MismatchWithAccessKey'],
  given: {
    accounts: [
      {
        uid: '5000000000000001',
        keys: [
          {
            id: 'own-key',
            secret: 'own-secret',
            securityToken: 'own-token',
            expires: '2026-01-01T01:00:00Z',
          },
        ],
        spaces: [
          {
            id: 'cams-own0001',
            waba: '500',
            numbers: ['8613900000061'],
            templates: [
              {
                code: '1119000000000000061',
                name: 'own',
                language: 'en',
                components: [{ Type: 'BODY', Text: '$(name), $(order).' }],
              },
            ],
          },
        ],
      },
    ],
  },
  story: [
    {
      call: 'SendChatappMassMessage',
      with: { From: '8613900000061', TemplateCode: '1119000000000000061', CustSpaceId: null },
      as: { key: 'own-key' },
      expect: { Code: 'OK' },
    },
    {
      call: 'SendChatappMassMessage',
      as: { key: 'own-key' },
      wire: { securityToken: 'mock-sts-token-1' },
      expect: { error: 'InvalidSecurityToken.MismatchWithAccessKey' },
    },
    { advance: '2h' },
    {
      call: 'SendChatappMassMessage',
      as: { key: 'own-key' },
      expect: { error: 'InvalidSecurityToken.Expired' },
    },
  ],
})
