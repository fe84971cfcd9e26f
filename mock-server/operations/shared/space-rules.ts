import { ApiError } from '../../../contracts/errors/api-error.ts'
import { assumed, documented } from '../../../contracts/evidence/evidence.ts'
import { defineRule } from '../../../contracts/evidence/rule.ts'
import type { Context } from '../../call/context.ts'
import { adoptSpace } from '../adopt.ts'
import type { Space } from '../../world/directory.ts'

/** How a call says which space it is about. */
export interface SpaceInput {
  readonly CustSpaceId?: string | undefined
  readonly CustWabaId?: string | undefined
}

/** The space of a call: the one it names, by its id or its WABA, else the first of the caller's account. */
function namedSpace(
  { CustSpaceId, CustWabaId }: SpaceInput,
  { caller, world: { directory } }: Context,
): Space | undefined {
  if (CustSpaceId) return directory.spaces.get(CustSpaceId)
  const spaces = [...directory.spaces.values()]
  return CustWabaId
    ? spaces.find(({ wabaId }) => wabaId === CustWabaId)
    : spaces.find(({ account }) => account.uid === caller.account.uid)
}

export const spaceIsNamed = defineRule(
  {
    id: 'space.is-named',
    summary: 'A call without CustSpaceId means the first space of the account, or is refused by option.',
    evidence: assumed('CustSpaceId is required in the metadata of 2025 and optional in the SDK of 2026'),
  },
  ({ CustSpaceId, CustWabaId }: SpaceInput, { assumptions }: Context) => {
    if (!CustSpaceId && !CustWabaId && assumptions.missingCustSpaceId === 'refused')
      throw new ApiError('Missing{parameter}', {
        parameter: 'CustSpaceId',
        given: CustSpaceId,
        expected: 'the id of a space',
      })
  },
)

export const spaceBelongsToCaller = defineRule(
  {
    id: 'space.belongs-to-caller',
    summary: 'The space is one of the calling account.',
    evidence: documented('Unknown.ResourceOwnerId in the error table of the operations'),
  },
  (input: SpaceInput, context: Context) => {
    spaceIsOwn(
      namedSpace(input, context)?.id ?? (input.CustSpaceId || input.CustWabaId || 'no space'),
      context,
      Boolean(input.CustSpaceId),
    )
  },
)

/** Throws `Unknown.ResourceOwnerId` unless the space is one of the calling account. A lenient world gives the caller a named space that nobody has. */
export function spaceIsOwn(id: string, context: Context, isNamed = true): void {
  const { caller, world, found } = context
  const { uid } = caller.account
  const space = world.directory.spaces.get(id)
  if (space === undefined && isNamed && world.options.lenient) adoptSpace(id, context)
  else if (space?.account.uid === uid) found.space = space
  else {
    const own = [...world.directory.spaces.values()].filter(({ account }) => account.uid === uid)
    throw new ApiError('Unknown.ResourceOwnerId', {
      parameter: 'CustSpaceId',
      given: id,
      expected: `a space of account ${uid}: ${own.map((space) => space.id).join(', ') || 'it has none'}`,
    })
  }
}

export const spaceHasWaba = defineRule(
  {
    id: 'space.has-waba',
    summary: 'The space has a WhatsApp Business Account, unless the call is about Viber.',
    evidence: documented(
      'ERR-OPERATION-MAAP-0060 in the public error codes; which operations answer it is inferred',
    ),
  },
  (input: SpaceInput & { readonly TemplateType?: string | undefined }, context: Context) => {
    const space = spaceOf(input, context)
    if (input.TemplateType !== 'VIBER' && space.wabaId === undefined)
      throw new ApiError('ERR-OPERATION-MAAP-0060', {
        parameter: 'CustSpaceId',
        given: space.id,
        expected: 'a space with a WABA',
      })
  },
)

/** The space of a call that has passed `spaceBelongsToCaller`. */
export function spaceOf(input: SpaceInput, context: Context): Space {
  const space = context.found.space ?? namedSpace(input, context)
  if (space === undefined)
    throw new Error('The rules of a behavior ask for its space before spaceBelongsToCaller')
  return space
}

/** What every operation about a space asks first. */
export const spaceRules = [spaceIsNamed, spaceBelongsToCaller, spaceHasWaba] as const
