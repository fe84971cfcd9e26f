import { bandwidth } from './bandwidth.ts'
import { bareError } from './bare-error.ts'
import { clockSkew } from './clock-skew.ts'
import { connectionRefused } from './connection-refused.ts'
import { damagedGzip } from './damaged-gzip.ts'
import { emptyAnswer } from './empty-answer.ts'
import { emptyBody } from './empty-body.ts'
import { errorWithStatus200 } from './error-with-status-200.ts'
import { error } from './error.ts'
import type { Fault } from '../fault.ts'
import { fieldRenamed } from './field-renamed.ts'
import { garbageBytes } from './garbage-bytes.ts'
import { groupMessageIdMissing } from './group-message-id-missing.ts'
import { groupMessageIdRepeated } from './group-message-id-repeated.ts'
import { halfClose } from './half-close.ts'
import { latency } from './latency.ts'
import { malformedJson } from './malformed-json.ts'
import { noAnswer } from './no-answer.ts'
import { nullForString } from './null-for-string.ts'
import { numberAsString } from './number-as-string.ts'
import { okWithErrorText } from './ok-with-error-text.ts'
import { proxyPage } from './proxy-page.ts'
import { receiptBatch } from './receipt-batch.ts'
import { receiptBeforeAnswer } from './receipt-before-answer.ts'
import { receiptConcurrent } from './receipt-concurrent.ts'
import { receiptDuplicate } from './receipt-duplicate.ts'
import { receiptLate } from './receipt-late.ts'
import { receiptLost } from './receipt-lost.ts'
import { receiptReorder } from './receipt-reorder.ts'
import { requestIdMissing } from './request-id-missing.ts'
import { reset } from './reset.ts'
import { securityTokenExpired } from './security-token-expired.ts'
import { serverError } from './server-error.ts'
import { slowAnswer } from './slow-answer.ts'
import { staleConnection } from './stale-connection.ts'
import { stringAsNumber } from './string-as-number.ts'
import { throttlingFlapping } from './throttling-flapping.ts'
import { throttlingStorm } from './throttling-storm.ts'
import { tlsExpired } from './tls-expired.ts'
import { tlsUnknownCa } from './tls-unknown-ca.ts'
import { tlsWrongHost } from './tls-wrong-host.ts'
import { truncatedBody } from './truncated-body.ts'
import { unknownFields } from './unknown-fields.ts'
import { wrongContentLength } from './wrong-content-length.ts'
import { wrongContentType } from './wrong-content-type.ts'

/** Every fault there is, in the order of the reference: time, connections, bytes, answers, certificates, receipts. */
export const faults: readonly Fault[] = [
  latency,
  slowAnswer,
  bandwidth,
  connectionRefused,
  reset,
  halfClose,
  emptyAnswer,
  noAnswer,
  staleConnection,
  truncatedBody,
  emptyBody,
  garbageBytes,
  malformedJson,
  wrongContentType,
  wrongContentLength,
  damagedGzip,
  proxyPage,
  bareError,
  serverError,
  error,
  errorWithStatus200,
  okWithErrorText,
  throttlingStorm,
  throttlingFlapping,
  clockSkew,
  securityTokenExpired,
  requestIdMissing,
  groupMessageIdMissing,
  groupMessageIdRepeated,
  unknownFields,
  fieldRenamed,
  nullForString,
  numberAsString,
  stringAsNumber,
  tlsExpired,
  tlsWrongHost,
  tlsUnknownCa,
  receiptDuplicate,
  receiptConcurrent,
  receiptReorder,
  receiptLate,
  receiptLost,
  receiptBeforeAnswer,
  receiptBatch,
]

const byName = new Map(faults.map((fault) => [fault.name, fault]))

export const faultNames: readonly string[] = [...byName.keys()]

/** The fault of a name; undefined if there is none. */
export const faultOf = (name: string): Fault | undefined => byName.get(name)
