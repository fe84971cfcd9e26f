import { ApiError } from '../../contracts/errors/api-error.ts'
import { assumed, documented, observed } from '../../contracts/evidence/evidence.ts'
import type { Operation } from '../../contracts/operation.ts'
import { queryTokenForMnsQueue, queueTokenVersions } from '../../contracts/query-token-for-mns-queue.ts'
import { defineRule } from '../../contracts/evidence/rule.ts'
import type { Call } from '../call/call.ts'
import type { World } from '../world/world.ts'

const apiVersion = '2020-06-06'
const commonTable = documented('common client error codes of the OpenAPI gateway')

const requestIsReadable = defineRule(
  {
    id: 'gateway.request-is-readable',
    summary: 'Percent-encoding and UTF-8 of query and form are well-formed.',
    evidence: assumed(
      'no table speaks of broken encodings; answered by the generic rule Invalid{ParameterName}',
    ),
  },
  ({ malformed }: Call) => {
    if (malformed === undefined) return
    const expected = 'percent-encoded UTF-8'
    if (/^[A-Za-z][A-Za-z0-9._-]{0,63}$/.test(malformed) && malformed !== 'body')
      throw new ApiError('Invalid{parameter}', { parameter: malformed, expected })
    throw new ApiError('InvalidParameter', { given: malformed, expected })
  },
)

const hostServesProduct = defineRule(
  {
    id: 'gateway.host-serves-product',
    summary: 'A host of the vendor names this product; every other host is taken for the emulator.',
    evidence: documented('InvalidProduct.NotFound in three gateway tables'),
  },
  ({ request: { headers }, action }: Call) => {
    const host = headers['host']?.toLowerCase().replace(/:\d+$/, '') ?? ''
    if (action === queryTokenForMnsQueue.name && host.startsWith('dybaseapi.')) return
    if (host.endsWith('.aliyuncs.com') && !host.startsWith('cams.')) {
      throw new ApiError('InvalidProduct.NotFound', {
        given: host,
        expected: 'cams.ap-southeast-1.aliyuncs.com',
      })
    }
  },
)

const actionIsKnown = defineRule(
  {
    id: 'gateway.action-is-known',
    summary: 'Action names an operation of the product.',
    evidence: observed('an unauthenticated plain GET on an OpenAPI host answers InvalidAction.NotFound'),
  },
  ({ action }: Call, operation: Operation | undefined) => {
    if (operation === undefined)
      throw new ApiError('InvalidAction.NotFound', {
        parameter: 'Action',
        given: action,
        expected: 'an operation of cams 2020-06-06, in its exact spelling',
      })
  },
)

export const versionIsKnown = defineRule(
  { id: 'gateway.version-is-known', summary: `Version is ${apiVersion}.`, evidence: commonTable },
  ({ version, action }: Call) => {
    if (action === queryTokenForMnsQueue.name && queueTokenVersions.includes(version)) return
    if (version === '')
      throw new ApiError('Missing{parameter}', { parameter: 'Version', expected: apiVersion })
    if (version !== apiVersion)
      throw new ApiError('InvalidVersion', { parameter: 'Version', given: version, expected: apiVersion })
  },
)

const methodIsSupported = defineRule(
  {
    id: 'gateway.method-is-supported',
    summary: "The HTTP method is one of the operation's.",
    evidence: assumed(
      'a public client of another RPC product matches the text; no source shows what this product answers',
    ),
  },
  ({ request: { method } }: Call, { methods }: Operation, { assumptions }: World) => {
    if (!methods.includes(method) && assumptions.otherMethods === 'refused')
      throw new ApiError('UnsupportedHTTPMethod', { given: method, expected: methods.join(' or ') })
  },
)

const protocolIsAllowed = defineRule(
  {
    id: 'gateway.protocol-is-allowed',
    summary: 'An operation served over https only is not called over http; allowed here unless asked for.',
    evidence: documented('InvalidProtocol.NeedSsl in three gateway tables'),
  },
  ({ request: { secure } }: Call, { schemes }: Operation, { assumptions }: World) => {
    if (assumptions.plainHttp === 'refused' && !secure && !schemes.includes('http')) {
      throw new ApiError('InvalidProtocol.NeedSsl', { given: 'http', expected: 'https' })
    }
  },
)

/** Finds what the call asks for: host, action and version, then protocol and method. */
export function findOperation(call: Call, operation: Operation | undefined, world: World): Operation {
  requestIsReadable(call)
  hostServesProduct(call)
  actionIsKnown(call, operation)
  if (world.assumptions.versionPosition === 'before-credentials') versionIsKnown(call)
  protocolIsAllowed(call, operation as Operation, world)
  methodIsSupported(call, operation as Operation, world)
  return operation as Operation
}

export const findOperationRules = [
  requestIsReadable,
  hostServesProduct,
  actionIsKnown,
  versionIsKnown,
  protocolIsAllowed,
  methodIsSupported,
]
