import { explainByUnread } from '../gateway/unread/what-else-came.ts'
import { ApiError } from '../../contracts/errors/api-error.ts'
import { assumed, type Evidence } from '../../contracts/evidence/evidence.ts'
import type { Rule } from '../../contracts/evidence/evidence.ts'
import { recommendation, type Fields } from '../../contracts/wire/envelope.ts'
import { withObservation } from '../../contracts/evidence/with-observation.ts'
import type { Answer } from '../call/behavior.ts'
import { faultStruck, UndecidedError } from './fault-struck.ts'
import { pageIsOwn } from '../call/foreign-page.ts'
import type { World } from '../world/world.ts'
import type { Prepared } from './prepare.ts'

/** What was decided about a call. */
export interface Outcome {
  readonly status: number
  readonly code: string
  readonly rule: Rule
  /** That of the rule, unless the refusal has its own. */
  readonly evidence: Evidence
  readonly root: string
  readonly fields: Fields
  readonly error: ApiError | undefined
}

export const defect: Rule = {
  id: 'emulator.internal-error',
  summary: 'The emulator itself has failed; please report it.',
  evidence: assumed('a defect of this project, not a statement about the service'),
}

/** Of a call that a fault ended before anything was decided. */
export const undecided: Outcome = {
  status: 0,
  code: '',
  rule: faultStruck,
  evidence: faultStruck.evidence,
  root: '',
  fields: {},
  error: undefined,
}

export const transportRefused: Rule = {
  id: 'emulator.request-is-http',
  summary: 'The request is well-formed HTTP within the size limits of the server.',
  evidence: assumed('limits of the live gateway are not published'),
}

/** Rules that belong to the emulator rather than to the service. */
export const emulatorRules: readonly Rule[] = [defect, transportRefused, pageIsOwn, faultStruck]

/** What was carried out, and the rule that allowed it. */
interface CarriedOut {
  readonly output: Answer
  readonly rule: Rule
}

/** Runs the checks and effects of a call. What they throw becomes the outcome; a defect is reported and becomes InternalError. */
export function outcomeOf(
  prepared: Prepared,
  onDefect: ((error: unknown) => void) | undefined,
  run: () => CarriedOut,
): Outcome {
  try {
    if (prepared.failure !== undefined) throw unavailable(prepared.failure, onDefect)
    return success(prepared, run())
  } catch (error) {
    return failure(prepared, error, onDefect)
  }
}

/** Code or tables of the emulator could not be loaded, as when no file descriptor is left. The next call tries again. */
export function unavailable(reason: unknown, onDefect: ((error: unknown) => void) | undefined): ApiError {
  onDefect?.(reason)
  return refusedAs(new ApiError('ServiceUnavailable'), defect)
}

/** The call was carried out. */
export function success({ call: { action }, requestId }: Prepared, { output, rule }: CarriedOut): Outcome {
  return {
    status: 200,
    code: 'OK',
    rule,
    evidence: rule.evidence,
    root: `${action}Response`,
    fields: { RequestId: requestId, Code: 'OK', Message: 'OK', ...output },
    error: undefined,
  }
}

/** What was thrown, as an outcome. */
export function failure(
  prepared: Prepared,
  error: unknown,
  onDefect: ((error: unknown) => void) | undefined,
): Outcome {
  if (error instanceof UndecidedError) return undecided
  if (error instanceof ApiError) {
    explainByUnread(error, prepared, prepared.form)
    return refusal(error, prepared)
  }
  onDefect?.(error)
  return refusal(new ApiError('InternalError'), prepared)
}

/** The error, attributed to a rule unless a rule has thrown it. */
export function refusedAs(error: ApiError, rule: Rule): ApiError {
  error.rule ??= rule
  return error
}

function refusal(error: ApiError, { call, world: { assumptions }, requestId }: Prepared): Outcome {
  const { row, code, message, details } = error
  const ofProduct = row.family === 'service'
  const inside200 = ofProduct && assumptions.errorStatus === '200'
  const accessDenied =
    details.accessDenied === undefined
      ? {}
      : { AccessDeniedDetail: inside200 ? JSON.stringify(details.accessDenied) : details.accessDenied }
  const rule = error.rule ?? defect
  const bare = { Message: message, RequestId: requestId }
  const ofGateway = inside200 || (ofProduct && assumptions.errorHostId === 'no')
  return {
    status: inside200 ? 200 : statusOf(error, assumptions),
    code,
    rule,
    evidence: withObservation('refusals', `${rule.id} ${code}`, details.evidence ?? rule.evidence),
    root: inside200 ? `${call.action}Response` : 'Error',
    fields: ofGateway
      ? { ...bare, Code: code, ...accessDenied }
      : {
          Recommend: recommendation(code, requestId),
          ...bare,
          HostId: call.request.headers['host'] ?? 'cams.ap-southeast-1.aliyuncs.com',
          Code: code,
          ...accessDenied,
        },
    error,
  }
}

/** The status of the row, or the other one that some tables print. */
function statusOf(
  { row, code }: ApiError,
  { unknownKeyStatus, securityTokenStatus, needSslStatus }: World['assumptions'],
): number {
  if (code === 'InvalidAccessKeyId.NotFound') return Number(unknownKeyStatus)
  if (code === 'InvalidProtocol.NeedSsl') return Number(needSslStatus)
  if (code.startsWith('InvalidSecurityToken.')) return Number(securityTokenStatus)
  return row.status
}
