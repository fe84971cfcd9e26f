import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'templates-by-page',
  summary: 'Templates are listed page by page and by their state; filters that name nothing are refused.',
  effectOnLive: 'never',
  covers: [
    'ListChatappTemplate',
    'InvalidParameter.AuditStatusNotSupport',
    'TemplateListError.QueryError',
    'InvalidParameter.PageInvalid',
  ],
  story: [
    {
      call: 'ListChatappTemplate',
      with: { AuditStatus: null, Page: { Index: 1, Size: 6 } },
      expect: { Code: 'OK', Total: 10, ListTemplate: { $length: 6 } },
    },
    {
      call: 'ListChatappTemplate',
      with: { AuditStatus: null, Page: { Index: 2, Size: 6 } },
      expect: { Code: 'OK', ListTemplate: { $length: 4 } },
    },
    {
      call: 'ListChatappTemplate',
      with: { AuditStatus: 'fail' },
      expect: {
        Code: 'OK',
        ListTemplate: [{ TemplateName: 'promo_rejected', AuditStatus: 'fail', Reason: 'INVALID_FORMAT' }],
      },
    },
    {
      call: 'ListChatappTemplate',
      with: { AuditStatus: 'passed' },
      expect: { error: 'InvalidParameter.AuditStatusNotSupport', status: 400 },
    },
    {
      call: 'ListChatappTemplate',
      with: { AuditStatus: null, Category: 'NEWS' },
      expect: { error: 'TemplateListError.QueryError', status: 400 },
    },
    { wait: '1s' },
    {
      call: 'ListChatappTemplate',
      with: { AuditStatus: null, Page: { Index: 0, Size: 10 } },
      expect: { error: 'InvalidParameter.PageInvalid', status: 400 },
    },
  ],
})
