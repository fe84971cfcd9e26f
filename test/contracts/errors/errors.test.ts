import { describe, expect, expectTypeOf, it } from 'vitest'
import { ApiError } from '../../../contracts/errors/api-error.ts'
import { errorTable, type ErrorCode } from '../../../contracts/errors/index.ts'
import { memoryInUse } from '../../memory-in-use.ts'

/** Code, status and text as the documentation and the tables print them. */
const printed: readonly [ErrorCode, number, string][] = [
  ['Product.Unsubscript', 400, 'You have not subscribed to the specified product.'],
  ['Ram.PermissionDeny', 400, 'You are not authorized to perform the operation.'],
  ['System.LimitControl', 400, 'The system is under flow control.'],
  ['Unknown.ResourceOwnerId', 400, 'The resource does not belong to the current user.'],
  ['DetailError.TemplateNotExist', 400, 'The template is not exist.'],
  ['ERR-OPERATION-MAAP-0060', 400, 'The subscriber has not bind WABA.'],
  ['ERR-OPERATION-MAAP-0065', 400, 'The phoneCode is not bind to the subscriber.'],
  ['ERR-COMMON-001', 500, 'System exception, please contact administrator.'],
  ['CHAT.APIError', 500, 'You are not authorized to do this operation.'],
  ['Missing{parameter}', 400, '{parameter} is mandatory for this action.'],
  ['Invalid{parameter}', 400, 'Specified parameter {parameter} is not valid.'],
  ['InvalidAction.NotFound', 404, 'Specified api is not found, please check your url and method.'],
  ['InvalidVersion', 400, 'Specified parameter Version is not valid.'],
  ['InvalidProduct.NotFound', 404, 'Cannot find product according to your specified domain.'],
  ['InvalidAccessKeyId.NotFound', 404, 'Specified access key is not found.'],
  ['InvalidAccessKeyId.Inactive', 400, 'Specified access key is disabled.'],
  ['InvalidTimeStamp.Expired', 400, 'Specified time stamp or date value is expired.'],
  ['SignatureNonceUsed', 400, 'Specified signature nonce was used already.'],
  ['Throttling.User', 400, 'Request was denied due to user flow control.'],
  ['InternalError', 500, 'The request processing has failed due to some unknown error.'],
  ['ServiceUnavailable', 503, 'The request has failed due to a temporary failure of the server.'],
]

it.each(printed)('prints %s as %d %s', (code, status, message) => {
  expect(errorTable[code]).toMatchObject({ status, message })
})

it('marks a text as chosen where no source prints one', () => {
  expect(errorTable['InvalidParameter.ChannelTypeNotSupport'].chosen).toEqual(['status', 'message'])
  expect(errorTable['Product.Unsubscript'].chosen).toEqual([])
})

describe('ApiError', () => {
  it('names the parameter at fault in code and text', () => {
    expect(new ApiError('Missing{parameter}', { parameter: 'To' })).toMatchObject({
      name: 'ApiError',
      code: 'MissingTo',
      message: 'To is mandatory for this action.',
    })
  })

  it('keeps long text a caller sent shortened', () => {
    const kept = (given: unknown): unknown =>
      new ApiError('InvalidVersion', { given, expected: 'a version' }).details.given
    expect(kept('x'.repeat(5_000_000))).toBe(`${'x'.repeat(500)}…`)
    expect([kept('x'.repeat(500)), kept(undefined), kept(7)]).toEqual(['x'.repeat(500), undefined, 7])
  })

  it('lets go of the long text a caller sent', () => {
    const before = memoryInUse()
    const errors = Array.from(
      { length: 20 },
      (_, number) =>
        new ApiError('InvalidVersion', { given: String.fromCharCode(65 + number).repeat(2_000_000) }),
    )
    expect(memoryInUse() - before).toBeLessThan(20)
    expect(errors).toHaveLength(20)
  })

  it('cannot be thrown with a code that is not in the table', () => {
    expectTypeOf(ApiError).constructorParameters.toEqualTypeOf<ConstructorParameters<typeof ApiError>>()
    expectTypeOf<ConstructorParameters<typeof ApiError>[0]>().toEqualTypeOf<ErrorCode>()
    // @ts-expect-error: the code is misspelt
    expect(() => new ApiError('InvalidParameter.FromOnlyNumerik')).toThrow(TypeError)
  })
})
