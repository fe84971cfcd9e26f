import type { Answer } from './run-cases.ts'

interface PopCoreError {
  readonly code?: string
  readonly message: string
  readonly data?: { readonly RequestId?: string }
  readonly entry?: { readonly response?: { readonly statusCode: number } }
}

/** Reads code, status and request id from an error of pop-core. */
export function describePopError(error: unknown): Answer {
  const { code, message, data, entry } = error as PopCoreError
  return { code, message, requestId: data?.RequestId, status: entry?.response?.statusCode }
}
