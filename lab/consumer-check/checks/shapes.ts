import { auditTypes } from '../../../contracts/callbacks/audit-receipt.ts'
import { documented } from '../../../contracts/evidence/evidence.ts'
import { auditItem, inboundItem, statusItem, type Item } from '../../consumer/items.ts'
import { pushCheck } from '../as-plain.ts'
import type { ConsumerCheck } from '../check.ts'

const statusPage = documented('ChatAppStatus, HTTP and queue editions of 2022 to 2026')
const inboundPage = documented('ChatAppInbound, HTTP and queue editions of 2022 to 2026')
const auditPage = documented('ChatAppAudit, HTTP and queue editions of 2022 to 2026')

const statuses: readonly ConsumerCheck[] = (
  [
    ['Sent', {}],
    ['Delivered', {}],
    ['Read', {}],
    ['Failed', {}],
    ['subscribe', { From: 'viber-sender', MsgFrameType: 'message' }],
    ['unsubscribe', { From: 'viber-sender', MsgFrameType: 'message' }],
  ] as const
).map(([status, more]) =>
  pushCheck(
    {
      id: `status.${status.toLowerCase()}`,
      summary: `A ${status} receipt is accepted.`,
      evidence: statusPage,
    },
    ({ subjects }) => [statusItem(subjects.next(), status, more)],
  ),
)

const freeForm = pushCheck(
  {
    id: 'status.free-form',
    summary: 'A receipt of a free-form message, without a template, is accepted.',
    evidence: statusPage,
  },
  ({ subjects }) => {
    const { TemplateCode: _, TemplateName: __, Language: ___, ...item } = statusItem(subjects.next(), 'Read')
    return [
      {
        ...item,
        MsgFrameType: 'message',
        Type: 'INTERACTIVE',
        ConversationId: '722222011110001',
        ConversationType: 'service',
      },
    ]
  },
)

const media = { id: 'm1', mimeType: 'image/png', url: 'https://media.example/m1' }
const contents: Readonly<Record<string, unknown>> = {
  TEXT: 'hello',
  LOCATION: { address: 'Main street 1', latitude: '1.3', longitude: '103.8', name: 'Shop' },
  DOCUMENT: { ...media, name: 'bill', filename: 'bill.pdf' },
  VIDEO: { ...media, name: 'film' },
  AUDIO: { ...media, filename: 'voice.ogg', animated: false },
  REPLY: { payload: 'payload1', text: 'Yes' },
  IMAGE: { ...media, caption: 'Look' },
  CONTACTS: [{ name: { formatted_name: 'Kim' } }],
  SYSTEM: {},
}

const inbound: readonly ConsumerCheck[] = Object.entries(contents).map(([type, content]) =>
  pushCheck(
    {
      id: `inbound.${type.toLowerCase()}`,
      summary: `An inbound ${type} is accepted.`,
      evidence: inboundPage,
    },
    ({ subjects }) => [inboundItem(subjects.next(), type, content)],
  ),
)

const inboundSlips: readonly ConsumerCheck[] = [
  pushCheck(
    {
      id: 'inbound.plus-sign',
      summary: 'Numbers with a leading + are accepted, as samples with media print them.',
      evidence: inboundPage,
    },
    ({ subjects }) => [
      inboundItem(subjects.next(), 'IMAGE', contents['IMAGE'], {
        From: '+8613800000001',
        To: '+8613900000001',
      }),
    ],
  ),
  pushCheck(
    {
      id: 'inbound.key-with-blank',
      summary: 'The key "Timestamp " with a trailing blank is borne, as samples print it.',
      evidence: inboundPage,
    },
    ({ subjects }) => {
      const { Timestamp, ...item } = inboundItem(subjects.next(), 'IMAGE', contents['IMAGE'])
      return [{ ...item, 'Timestamp ': Timestamp }]
    },
  ),
  pushCheck(
    {
      id: 'inbound.without-ids',
      summary: 'Items without CustSpaceId and WabaId are accepted, as before 2025.',
      evidence: inboundPage,
    },
    ({ subjects }) => {
      const { CustSpaceId: _, WabaId: __, ...item } = inboundItem(subjects.next(), 'TEXT', 'hello')
      return [item]
    },
  ),
  pushCheck(
    {
      id: 'inbound.reply-context',
      summary: 'A reply that names the message it answers is accepted.',
      evidence: documented('Usage notes on the Payload parameter'),
    },
    ({ subjects }) => [
      inboundItem(subjects.next(), 'REPLY', contents['REPLY'], {
        Context: { from: '8613900000001', id: subjects.next().messageId },
      }),
    ],
  ),
]

const events: Readonly<Record<string, Item>> = {
  template: { TemplateCode: '1119000000000000001', Language: 'en', AuditStatus: 'pass' },
  phoneNameUpdate: { PhoneNumber: '8613900000001', Status: 'APPROVED' },
  phoneQualityUpdate: { PhoneNumber: '8613900000001', Status: 'GREEN', CurrentLimit: 'TIER_1K' },
  wabaAccountUpdate: { PhoneNumber: '8613900000001', Status: 'RESTRICTED' },
}

const audits: readonly ConsumerCheck[] = [
  pushCheck(
    {
      id: 'audit.version-1',
      summary: 'The outcome of a review in version 1, without Type, is accepted.',
      evidence: auditPage,
    },
    () => [
      auditItem({
        TemplateCode: '1119000000000000001',
        Language: 'en',
        AuditStatus: 'fail',
        Reason: 'INVALID_FORMAT',
      }),
    ],
  ),
  ...auditTypes.map((type) =>
    pushCheck(
      { id: `audit.${type}`, summary: `A ${type} event in version 2 is accepted.`, evidence: auditPage },
      () => [auditItem({ Type: type, ...(events[type] ?? { Status: 'GREEN' }) })],
    ),
  ),
]

/** Every documented shape of an item. */
export const shapes: readonly ConsumerCheck[] = [
  ...statuses,
  freeForm,
  ...inbound,
  ...inboundSlips,
  ...audits,
]
