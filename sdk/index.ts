export { createClient, type CallOptions, type ChatappClient, type ClientOptions } from './client.ts'
export type { ParameterStyle, SignatureVersion } from './build-request.ts'
export type { Chance, Clock } from './ports.ts'
export type { Fetch } from '../contracts/http.ts'
export { defaultRetry, retryDelay, type RetryOptions } from './retry.ts'

export { defaultCredentials, type CredentialPlaces } from './credentials/default-credentials.ts'
export type { Credentials, CredentialsProvider } from './credentials/credentials.ts'

export { ChatappError } from './errors/chatapp-error.ts'
export { ApiResponseError } from './errors/api-response-error.ts'
export { TransportError, type TransportFailure } from './errors/transport-error.ts'
export { UnexpectedResponseError } from './errors/unexpected-response-error.ts'
export { UsageError } from '../contracts/usage-error.ts'

export type { BatchResult, MassSendOptions, Progress } from './mass-send/options.ts'
export type { BatchRange, BatchStatus, Checkpoint } from './mass-send/checkpoint.ts'
export type { Batch, Recipient } from './mass-send/recipients.ts'

export { parseReceipts, type InboundContent, type Receipt } from './receipts/parse-receipts.ts'
export { createReceiver, type Acknowledgement, type ReceiverOptions } from './receipts/receive.ts'
export { createSeenReceipts, type SeenReceipts } from './receipts/seen-receipts.ts'
export {
  expressReceipts,
  fetchReceipts,
  type ReceivedRequest,
  type SentResponse,
} from './receipts/handlers.ts'

export type * from '../contracts/generated/operation-types.ts'
export type * from '../contracts/generated/callback-types.ts'
