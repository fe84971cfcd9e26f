/** Values of `Type` the queue editions list for status receipts; everything else is `none`. */
const listed = new Set(['image', 'video', 'document', 'audio'])

const descriptions: Readonly<Record<string, string>> = {
  Sent: 'The message was sent.',
  Delivered: 'The message was delivered.',
  Read: 'The message was read.',
  Failed: 'The message failed.',
}

/**
 * An item as it stands in a queue. Of a status receipt two fields differ from those of a push: StatusDescription is there, and Type is one of five words.
 * Source: ChatAppStatus, queue edition. The texts are this project's own.
 */
export function toQueueItem(body: string): string {
  const item = JSON.parse(body) as Record<string, unknown>
  if (typeof item['Status'] !== 'string' || item['MsgFrameType'] === undefined) return body
  const type = String(item['Type'] ?? '').toLowerCase()
  return JSON.stringify({
    ...item,
    StatusDescription: descriptions[item['Status']] ?? item['Status'],
    Type: listed.has(type) ? type : 'none',
  })
}
