import type { WorldDocumentInput } from './world-document.ts'

/** The RAM users of the demo account are allowed what their names say. */
const allow = (...Action: string[]) => [
  { Version: '1', Statement: [{ Effect: 'Allow' as const, Action, Resource: '*' }] },
]
const body = (Text: string) => ({ Type: 'BODY' as const, Text })
const buttons = (...Buttons: Record<string, unknown>[]) => ({ Type: 'BUTTONS' as const, Buttons })

const orderNotice = { code: '1119000000000000001', name: 'order_notice' }

/** The world a fresh emulator shows. Documentation and outside tests rely on these names and numbers. */
export const demoWorld: WorldDocumentInput = {
  extends: 'nothing',
  accounts: [
    {
      uid: '1000000000000001',
      keys: [
        { id: 'mock-ak-1', secret: 'mock-sk-1' },
        { id: 'STS.mock-1', secret: 'mock-sts-sk-1', securityToken: 'mock-sts-token-1' },
        { id: 'mock-ak-inactive', secret: 'mock-sk-inactive', active: false },
      ],
      users: [
        {
          name: 'sender',
          policies: allow('cams:Send*'),
          keys: [{ id: 'mock-ak-sender', secret: 'mock-sk-sender' }],
        },
        {
          name: 'reader',
          policies: allow('cams:Query*', 'cams:List*', 'cams:Get*'),
          keys: [{ id: 'mock-ak-reader', secret: 'mock-sk-reader' }],
        },
      ],
      spaces: [
        {
          id: 'cams-demo0001',
          waba: '200000000000001',
          numbers: ['8613900000001', '8613900000002'],
          viber: ['90010001'],
          messenger: ['100200300400500'],
          instagram: ['17841400000000001'],
          telegram: ['7000000001'],
          templates: [
            {
              ...orderNotice,
              language: 'en',
              components: [body('Hello $(name), your order $(order) is on its way.')],
            },
            { ...orderNotice, language: 'zh_CN', components: [body('$(name)，您的订单 $(order) 已发货。')] },
            {
              code: '1119000000000000002',
              name: 'welcome',
              language: 'en',
              components: [body('Welcome! Good to have you here.')],
            },
            {
              code: '1119000000000000003',
              name: 'promo_pending',
              language: 'en',
              category: 'MARKETING',
              auditStatus: 'auditing',
              components: [body('Ten percent off, this week only.')],
            },
            {
              code: '1119000000000000004',
              name: 'promo_rejected',
              language: 'en',
              category: 'MARKETING',
              auditStatus: 'fail',
              reason: 'INVALID_FORMAT',
              components: [body('Everything for free!')],
            },
            {
              code: '1119000000000000005',
              name: 'quick_reply',
              language: 'en',
              components: [
                body('Will you come to the appointment?'),
                buttons(
                  { Type: 'QUICK_REPLY', Text: 'Yes' },
                  { Type: 'QUICK_REPLY', Text: 'No' },
                  { Type: 'QUICK_REPLY', Text: 'Later' },
                ),
              ],
            },
            {
              code: '1119000000000000006',
              name: 'catalog',
              language: 'en',
              category: 'MARKETING',
              components: [body('Have a look at our catalog.'), buttons({ Type: 'MPM', Text: 'View items' })],
            },
            {
              code: '1119000000000000007',
              name: 'flow',
              language: 'en',
              components: [
                body('Please book a time.'),
                buttons({
                  Type: 'FLOW',
                  Text: 'Book',
                  FlowId: '700000000000001',
                  FlowAction: 'NAVIGATE',
                  NavigateScreen: 'BOOKING',
                }),
              ],
            },
            {
              code: '1119000000000000008',
              name: 'otp',
              language: 'en',
              category: 'AUTHENTICATION',
              components: [
                { Type: 'BODY', AddSecretRecommendation: true },
                { Type: 'FOOTER', CodeExpirationMinutes: 5 },
                buttons({ Type: 'COPY_CODE', Text: 'Copy code' }),
              ],
            },
            {
              code: '1119000000000000011',
              name: 'viber_text',
              language: 'en',
              type: 'VIBER',
              components: [body('Hello $(name), news from us.')],
            },
          ],
        },
      ],
    },
    {
      uid: '1000000000000002',
      keys: [{ id: 'mock-ak-2', secret: 'mock-sk-2' }],
      spaces: [{ id: 'cams-demo0002', waba: '200000000000002', numbers: ['8613900000009'] }],
    },
    {
      uid: '1000000000000003',
      subscribed: false,
      keys: [{ id: 'mock-ak-unsubscribed', secret: 'mock-sk-unsubscribed' }],
    },
  ],
}
