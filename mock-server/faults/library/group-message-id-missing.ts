import * as z from 'zod'
import { defineFault } from '../fault.ts'

export const groupMessageIdMissing = defineFault({
  name: 'group-message-id-missing',
  summary: 'A send is accepted, and its answer has no GroupMessageId.',
  with: () => z.strictObject({}),
  at: ['after-commit'],
  fields(answered) {
    const { GroupMessageId: _, ...others } = answered
    return others
  },
})
