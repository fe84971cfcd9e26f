import { ApiError } from '../../contracts/errors/api-error.ts'
import { chosenBy } from '../../contracts/evidence/assumptions.ts'
import { documented } from '../../contracts/evidence/evidence.ts'
import type { Operation } from '../../contracts/operation.ts'
import { defineRule } from '../../contracts/evidence/rule.ts'
import type { Caller } from '../call/context.ts'
import type { World } from '../world/world.ts'
import { judge } from './ram-policy.ts'

const operationTable = documented('error table of every cams operation page')

const productIsSubscribed = defineRule(
  {
    id: 'gateway.product-is-subscribed',
    summary: 'The account has opened Chat App Message Service.',
    evidence: operationTable,
  },
  ({ account }: Caller) => {
    if (!account.subscribed)
      throw new ApiError('Product.Unsubscript', {
        given: `account ${account.uid}`,
        expected: 'an account that has opened the product',
      })
  },
)

const policyAllows = defineRule(
  {
    id: 'gateway.policy-allows',
    summary: 'A RAM user is allowed cams:<Operation>: explicit deny wins, no statement means deny.',
    evidence: operationTable,
  },
  ({ name }: Operation, { key, account }: Caller, { assumptions }: World) => {
    if (key.user === undefined) return
    const action = `cams:${name}`
    const verdict = judge(action, key.user.policies)
    if (verdict === 'Allow') return
    throw new ApiError(assumptions.ramDenial, {
      // The default stands in the error table of every operation; the others are a choice.
      ...(assumptions.ramDenial === 'Ram.PermissionDeny'
        ? {}
        : { evidence: chosenBy('ramDenial', assumptions.ramDenial) }),
      given: `${key.user.name} asks for ${action}`,
      expected:
        verdict === 'ExplicitDeny'
          ? `no statement that denies ${action}`
          : `a statement that allows ${action}`,
      accessDenied: {
        AuthAction: action,
        AuthPrincipalType: 'SubUser',
        AuthPrincipalOwnerId: account.uid,
        AuthPrincipalDisplayName: key.user.name,
        PolicyType: 'AccountLevelIdentityBasedPolicy',
        NoPermissionType: verdict,
      },
    })
  },
)

/** Whether the account has the product and the caller may use the operation. */
export function authorize(operation: Operation, caller: Caller, world: World): void {
  productIsSubscribed(caller)
  policyAllows(operation, caller, world)
}

export const authorizeRules = [productIsSubscribed, policyAllows]
