import { countBatch } from '../messages/find-batches.ts'
import { fallsBackAt, messageOf, stepsOf } from '../messages/lifecycle.ts'
import { previewOf } from '../messages/preview-message.ts'
import { recipientsOf, type Batch, type Recipient } from '../world/batches.ts'
import { readText } from '../world/stores/stored-text.ts'

/** A message with its parts and with the steps that lie ahead. */
export function describeMessage(batch: Batch, index: number, recipient: Recipient, moment: number) {
  const steps = stepsOf(batch, index)
  const fallback = fallsBackAt(batch, index, steps)
  return {
    ...messageOf(batch, index, recipient, moment),
    preview: previewOf(batch, recipient),
    ahead: steps.filter(({ at }) => at > moment),
    fallbackAhead: fallback !== undefined && fallback > moment ? fallback : null,
  }
}

/** One accepted send with how its messages stand. */
export function describeBatch(batch: Batch, moment: number) {
  const { groupMessageId, at, requestId, taskId, count, terms } = batch
  const { operation, accountUid, channel, from, templateCode, templateName, language, content } = terms
  const { next, ...counts } = countBatch(batch, moment)
  const first = firstOf(batch)
  return {
    groupMessageId,
    at,
    operation,
    requestId,
    taskId,
    accountUid,
    channel,
    from,
    templateCode,
    templateName,
    language,
    messageType: content?.type,
    count,
    ...counts,
    next: next ?? null,
    sample:
      first === undefined
        ? { to: '', text: '' }
        : { to: first.To, text: messageOf(batch, 0, first, moment).text.slice(0, 200) },
  }
}

/** The first recipient of a batch. The rest of its list is not parsed: a page lists a hundred batches of a thousand. */
function firstOf(batch: Batch): Recipient | undefined {
  const list = readText(batch.senderList)
  const object = /^\s*\[\s*(\{(?:[^{}"]|"(?:[^"\\]|\\.)*"|\{(?:[^{}"]|"(?:[^"\\]|\\.)*")*\})*\})/.exec(
    list,
  )?.[1]
  return object === undefined ? recipientsOf(batch)[0] : (JSON.parse(object) as Recipient)
}
