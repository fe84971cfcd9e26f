import * as z from 'zod'
import { defineFault } from '../fault.ts'

export const groupMessageIdRepeated = defineFault({
  name: 'group-message-id-repeated',
  summary: 'A send is accepted, and its answer has the GroupMessageId of the send before.',
  with: () => z.strictObject({}),
  at: ['after-commit'],
  fields(fields, _given, { world }) {
    const own = fields['GroupMessageId']
    if (own === undefined) return fields
    let before: string | undefined
    for (const { groupMessageId, terms } of world.batches.values())
      if (groupMessageId !== own && terms.operation === 'SendChatappMassMessage') before = groupMessageId
    return before === undefined ? fields : { ...fields, GroupMessageId: before }
  },
})
