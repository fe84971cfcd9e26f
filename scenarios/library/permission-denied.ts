import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'permission-denied',
  summary: 'A RAM user who may only read cannot send; one who may send can.',
  effectOnLive: 'never',
  covers: ['Ram.PermissionDeny'],
  story: [
    {
      call: 'SendChatappMassMessage',
      as: { key: 'reader' },
      expect: {
        error: ['Ram.PermissionDeny', 'NoPermission', 'Forbidden.RAM'],
        AccessDeniedDetail: { AuthAction: 'cams:SendChatappMassMessage' },
      },
    },
    { call: 'SendChatappMassMessage', as: { key: 'sender' }, expect: { Code: 'OK' } },
  ],
})
