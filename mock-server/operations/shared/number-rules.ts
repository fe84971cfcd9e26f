import { ApiError } from '../../../contracts/errors/api-error.ts'
import { documented } from '../../../contracts/evidence/evidence.ts'
import { defineRule } from '../../../contracts/evidence/rule.ts'
import type { Context } from '../../call/context.ts'
import { senderKey } from '../../world/directory.ts'
import { spaceOf, type SpaceInput } from './space-rules.ts'

export const phoneNumberIsBound = defineRule(
  {
    id: 'number.is-bound',
    summary: 'PhoneNumber, when given, is a WhatsApp number of the space.',
    evidence: documented(
      'ERR-OPERATION-MAAP-0065 in the public error codes; which operations answer it is inferred',
    ),
  },
  (input: SpaceInput & { readonly PhoneNumber?: string | undefined }, context: Context) => {
    if (input.PhoneNumber === undefined) return
    const space = spaceOf(input, context)
    if (
      context.world.directory.senders.get(senderKey('whatsapp', input.PhoneNumber))?.space.id !== space.id
    ) {
      throw new ApiError('ERR-OPERATION-MAAP-0065', {
        parameter: 'PhoneNumber',
        given: input.PhoneNumber,
        expected: `one of ${numbersOf(input, context).join(', ') || `the numbers of ${space.id}, which has none`}`,
      })
    }
  },
)

/** The WhatsApp numbers of the space of a call. */
export function numbersOf(input: SpaceInput, context: Context): string[] {
  const space = spaceOf(input, context)
  return [...context.world.directory.senders.values()]
    .filter((sender) => sender.space.id === space.id && sender.channel === 'whatsapp')
    .map(({ id }) => id)
}
