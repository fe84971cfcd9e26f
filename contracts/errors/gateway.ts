import { assumed, documented, observed, type Evidence } from '../evidence/evidence.ts'
import type { ErrorRow } from './row.ts'

const commonTable = documented(
  'common client error codes of the OpenAPI gateway (STS FAQ, help.aliyun.com; developer.aliyun.com/ask/278265)',
)
const olderTable = documented('error table of the older gateway generation (help.aliyun.com document 51132)')
const ecsTable = documented('Alibaba Cloud ECS documentation, faascmd FAQ, error code table')
const tsdbTable = documented('help.aliyun.com document 60629, TSDB error codes, gateway block')
const publicBodies = observed('response bodies of the live gateway quoted in public repositories')
const ours = assumed('no table prints this case; code and text are chosen in the manner of the gateway')

const gateway = (
  status: number,
  message: string,
  evidence: Evidence,
  chosen: ErrorRow['chosen'] = [],
): ErrorRow => ({
  status,
  message,
  family: 'gateway',
  evidence,
  chosen,
})

/** Errors of the cloud gateway, which stands before every product. */
export const gatewayErrors = {
  'Missing{parameter}': gateway(400, '{parameter} is mandatory for this action.', commonTable),
  'Invalid{parameter}': gateway(400, 'Specified parameter {parameter} is not valid.', commonTable),
  InvalidParameter: gateway(
    400,
    'The specified parameter is not valid.',
    documented('common error list of the OpenAPI gateway, name only'),
    ['status', 'message'],
  ),
  'InvalidParameter.Format': gateway(400, 'Specified parameter format is not valid.', commonTable),
  MissingSecurityToken: gateway(400, 'SecurityToken is mandatory for this action.', commonTable),
  'InvalidAction.NotFound': gateway(
    404,
    'Specified api is not found, please check your url and method.',
    commonTable,
  ),
  InvalidVersion: gateway(400, 'Specified parameter Version is not valid.', commonTable),
  'InvalidProduct.NotFound': gateway(
    404,
    'Cannot find product according to your specified domain.',
    tsdbTable,
  ),
  NoSuchVersion: gateway(
    400,
    'The specified API version does not exist.',
    documented('help.aliyun.com DNS error codes'),
  ),
  'InvalidAccessKeyId.NotFound': gateway(404, 'Specified access key is not found.', commonTable),
  'InvalidAccessKeyId.Inactive': gateway(400, 'Specified access key is disabled.', commonTable),
  SignatureDoesNotMatch: gateway(
    400,
    'Specified signature is not matched with our calculation.',
    commonTable,
  ),
  IncompleteSignature: gateway(
    400,
    'The request signature does not conform to Aliyun standards.',
    olderTable,
  ),
  InvalidSignatureMethod: gateway(400, 'Specified signature method is not valid.', commonTable),
  InvalidSignatureVersion: gateway(
    400,
    'Specified parameter SignatureVersion is not valid.',
    assumed('older code table quoted in public code; text from the generic rule'),
  ),
  'InvalidTimeStamp.Format': gateway(
    400,
    'Specified time stamp or date value is not well formatted.',
    commonTable,
  ),
  'InvalidTimeStamp.Expired': gateway(400, 'Specified time stamp or date value is expired.', commonTable),
  SignatureNonceUsed: gateway(400, 'Specified signature nonce was used already.', commonTable),
  'InvalidSecurityToken.Expired': gateway(400, 'Specified SecurityToken is expired.', ecsTable),
  'InvalidSecurityToken.Malformed': gateway(400, 'Specified SecurityToken is malformed.', ecsTable),
  'InvalidSecurityToken.MismatchWithAccessKey': gateway(
    400,
    'Specified SecurityToken mismatch with the AccessKey.',
    ecsTable,
  ),
  UnsupportedHTTPMethod: gateway(400, 'This http method is not supported.', publicBodies),
  'InvalidProtocol.NeedSsl': gateway(400, 'Your request is denied as lack of ssl protect.', tsdbTable),
  Throttling: gateway(400, 'Request was denied due to flow control.', olderTable),
  'Throttling.User': gateway(400, 'Request was denied due to user flow control.', commonTable),
  'Throttling.Api': gateway(400, 'Request was denied due to api flow control.', commonTable),
  'Forbidden.RAM': gateway(
    403,
    "User not authorized to operate on the specified resource, or this API doesn't support RAM.",
    olderTable,
  ),
  NoPermission: gateway(403, 'You are not authorized to do this action.', publicBodies),
  'Forbidden.RiskControl': gateway(
    403,
    'This operation is forbidden by Aliyun Risk Control system.',
    olderTable,
  ),
  InsufficientBalance: gateway(400, 'Your account does not have enough balance.', olderTable),
  UnsupportedParameter: gateway(400, 'The parameter "{parameter}" is not supported.', olderTable),
  InternalError: gateway(500, 'The request processing has failed due to some unknown error.', ecsTable),
  ServiceUnavailable: gateway(
    503,
    'The request has failed due to a temporary failure of the server.',
    documented('help.aliyun.com DNS and OCR error codes'),
  ),
  RequestTooLarge: gateway(413, 'The request is larger than the server accepts.', ours, [
    'status',
    'message',
  ]),
  'Forbidden.ForeignPage': gateway(403, 'The request comes from a web page of another site.', ours, [
    'status',
    'message',
  ]),
  MalformedRequest: gateway(400, 'The request is not well-formed HTTP.', ours, ['status', 'message']),
} satisfies Record<string, ErrorRow>
