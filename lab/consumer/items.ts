/** An item of a push, under its names on the wire. */
export type Item = Readonly<Record<string, unknown>>

/** A message that receipts are made of. */
export interface Subject {
  readonly messageId: string
  readonly to: string
}

/** Numbers messages so that no two runs share an id. */
export interface Subjects {
  next(): Subject
}

const start = Date.UTC(2026, 0, 1)
const order = { Sent: 1, Delivered: 2, Read: 3, Failed: 2 } as const

/** Creates messages of a run; the same seed gives the same ones. @param seed a whole number below 2^32 */
export function createSubjects(seed: number): Subjects {
  let count = 0
  return {
    next() {
      count++
      const tail = String(seed).padStart(10, '0') + String(count).padStart(8, '0')
      return { messageId: `202601${tail}`, to: `86138${String(count).padStart(8, '0')}` }
    },
  }
}

/** A receipt of a message as ChatAppStatus sends it. */
export function statusItem({ messageId, to }: Subject, status: string, more: Item = {}): Item {
  const failed = status === 'Failed'
  return {
    Status: status,
    ...(failed
      ? {
          ErrorCode: '131026',
          ErrorDescription: '131026:Receiver is incapable of receiving this message(Message Undeliverable.)',
        }
      : {}),
    MsgFrameType: 'template',
    Type: 'TEMPLATE',
    TaskId: messageId,
    From: '8613900000001',
    To: to,
    OriginPhoneNumber: '8613900000001',
    Timestamp: start + 1000 * (order[status as keyof typeof order] ?? 4),
    TemplateCode: '1119000000000000001',
    TemplateName: 'order_notice',
    Language: 'en',
    MessageId: messageId,
    ...more,
  }
}

/** A message of a person as ChatAppInbound sends it. @param message the text, or an object that travels as JSON text */
export const inboundItem = (
  { messageId, to }: Subject,
  type: string,
  message: unknown,
  more: Item = {},
): Item => ({
  MessageId: messageId,
  CustSpaceId: 'cams-demo0001',
  WabaId: '200000000000001',
  From: to,
  To: '8613900000001',
  DisplayName: 'Shop',
  NoticeType: 'inbound',
  Type: type,
  Message: typeof message === 'string' ? message : JSON.stringify(message),
  Timestamp: start,
  Name: 'Kim',
  ...more,
})

/** An outcome of a review, or an event of a number or WABA, as ChatAppAudit sends it. */
export const auditItem = (more: Item): Item => ({ WabaId: '200000000000001', ...more })
