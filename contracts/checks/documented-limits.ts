import { ApiError } from '../errors/api-error.ts'
import { defaultAssumptions, type Assumptions } from '../evidence/assumptions.ts'
import { curatedOperations } from '../operations/index.ts'
import type { Operation } from '../operation.ts'
import type { RuleCheck } from '../evidence/rule.ts'
import {
  channelIsSupported,
  fallBackDurationIsInRange,
  languageIsGiven,
  languageIsSupported,
  parametersFitTheChannel,
  payloadIsWithinLimit,
  productsAreWithinLimits,
  recipientsAreNamed,
  recipientsAreNumeric,
  senderIsNumeric,
  templateIsNamed,
} from '../sending/constraints.ts'
import type { SendInput } from '../sending/send-input.ts'
import type { SchemaViolation } from '../validate.ts'
import type { Misfit } from './check.ts'

/** What the texts demand of a send and no JSON Schema can say. */
const sendConstraints: readonly RuleCheck<[SendInput, { readonly assumptions: Assumptions }]>[] = [
  channelIsSupported,
  templateIsNamed,
  languageIsGiven,
  languageIsSupported,
  senderIsNumeric,
  recipientsAreNumeric,
  recipientsAreNamed,
  fallBackDurationIsInRange,
  productsAreWithinLimits,
  payloadIsWithinLimit,
  parametersFitTheChannel,
]

/** Whatever somebody believes the service refuses. Where that is only believed, either answer is right. */
const strictest: Assumptions = {
  ...defaultAssumptions,
  payloadMaximum: '3',
  foreignChannelParameters: 'refused',
}

const sends = new Set(['SendChatappMassMessage', 'SendChatappMessage'])

/** How an input that fits its schema fares with the texts. */
export interface LimitVerdict {
  readonly misfit: Misfit | undefined
  /** Whether either answer is right: the texts disagree, or rules beyond the schema exist that are not looked at here. */
  readonly contested: boolean
}

/** Judges by the texts what the schema accepts. */
export function judgeLimits(operation: Operation, input: Readonly<Record<string, unknown>>): LimitVerdict {
  if (!sends.has(operation.name))
    return { misfit: undefined, contested: Object.hasOwn(curatedOperations, operation.name) }
  for (const constraint of sendConstraints) {
    try {
      constraint(input as unknown as SendInput, { assumptions: strictest })
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      // The schema of 2024 allowed 10 seconds, its text does not.
      if (constraint.evidence.class !== 'documented' || constraint === fallBackDurationIsInRange)
        return { misfit: undefined, contested: true }
      return {
        misfit: {
          pointer: pointerTo(error.details.parameter),
          message: `should be ${error.details.expected ?? 'something else'}`,
        },
        contested: false,
      }
    }
  }
  return { misfit: undefined, contested: false }
}

/** Whether the texts disagree about what the schema refuses: SenderList and To are required in the page, not in the metadata since August 2025. */
export function isContested({ instancePath, keyword, params }: SchemaViolation): boolean {
  if (keyword === 'minItems') return instancePath === '/SenderList'
  if (keyword !== 'required') return false
  const missing = params['missingProperty']
  return (
    (instancePath === '' && missing === 'SenderList') ||
    (/^\/SenderList\/\d+$/.test(instancePath) && missing === 'To')
  )
}

const pointerTo = (parameter: string | undefined): string => (parameter === undefined ? '' : `/${parameter}`)
