/**
 * What the queue service can refuse with: HTTP status and message. Assumed: names and texts were not compared with the reference of the
 * queue service; the vendor's client reads any of them. `InvalidSecurityToken`, `InternalError` and `Unsupported` are this project's own.
 */
export const queueErrors = {
  MissingAuthorizationHeader: [400, 'Authorization header is required.'],
  InvalidAuthorizationHeader: [400, 'The Authorization header format is invalid.'],
  MissingDateHeader: [400, 'Date header is required.'],
  InvalidDateHeader: [400, 'The Date header format is invalid.'],
  TimeExpired: [408, 'The http request you sent is expired.'],
  AccessIDAuthError: [403, 'AccessID authentication fail, please check your AccessID and retry.'],
  InvalidSecurityToken: [403, 'The security token is missing, wrong or expired.'],
  SignatureDoesNotMatch: [
    403,
    'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
  ],
  AccessDenied: [403, 'The OwnerId that your Access Key Id associated to is forbidden for this operation.'],
  InvalidRequestURL: [400, 'Http request URL format invalid.'],
  InvalidArgument: [400, 'The value of a parameter is invalid.'],
  InvalidDigest: [400, 'The Content-MD5 you specified is invalid.'],
  QueueNotExist: [404, 'The queue name you provided is not exist.'],
  MessageNotExist: [404, 'Message not exist.'],
  MissingReceiptHandle: [400, 'ReceiptHandle is required.'],
  MissingVisibilityTimeout: [400, 'VisibilityTimeout is required.'],
  ReceiptHandleError: [400, 'The receipt handle you provide is not valid.'],
  MalformedXML: [400, 'The XML you provided was not well-formed.'],
  InternalError: [500, 'chatapp-mock itself has failed; please report it.'],
  Unsupported: [
    400,
    'chatapp-mock does not support this operation of the queue service: it receives, peeks, deletes, changes visibility and tells attributes.',
  ],
} as const satisfies Record<string, readonly [status: number, message: string]>

export type QueueErrorCode = keyof typeof queueErrors

/** A refusal of the queue service. */
export class QueueError extends Error {
  override readonly name = 'QueueError'
  readonly code: QueueErrorCode
  readonly status: number

  constructor(code: QueueErrorCode) {
    super(queueErrors[code][1])
    this.code = code
    this.status = queueErrors[code][0]
  }
}
