import type { Answer } from './run-cases.ts'

/** The fields on which the errors of openapi-client and openapi-core agree. */
interface TeaError {
  readonly code?: string
  readonly statusCode?: number
  readonly requestId?: string
  readonly message: string
  readonly data?: { readonly statusCode?: number; readonly requestId?: string; readonly RequestId?: string }
}

/** Reads code, status and request id from the error of a Tea SDK. */
export function describeTeaError(error: unknown): Answer {
  const { code, statusCode, requestId, message, data } = error as TeaError
  return {
    code,
    status: statusCode ?? data?.statusCode,
    requestId: requestId ?? data?.RequestId ?? data?.requestId,
    message,
  }
}
