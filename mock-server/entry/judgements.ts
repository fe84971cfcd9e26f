import { checkExchange, checks } from '../../contracts/checks/index.ts'
import { describeDeliveryError } from '../../contracts/errors/delivery-errors.ts'
import type { Exchange } from '../../contracts/exchange.ts'
import type { Message } from '../world/message.ts'
import type { WorldHandle } from './world-handle.ts'

/** What a question about a world came to, and the words for the case that it is not as wanted. */
export interface Judgement {
  readonly pass: boolean
  message(): string
}

/** What a message must have; what is left out does not matter. */
export type ExpectedMessage = {
  readonly [Field in keyof Omit<Message, 'templateParams' | 'steps'>]?: Message[Field] | Fitting
} & {
  /** Variables the message must have; it may have others. */
  readonly templateParams?: Readonly<Record<string, string | Fitting>>
}

/** Instead of a value: what decides whether a value fits, such as `expect.stringContaining('A1')` of vitest and jest. */
export interface Fitting {
  asymmetricMatch(value: unknown): boolean
}

/** A receipt that must have been accepted; names on the wire, what is left out does not matter. */
export type ExpectedReceipt = Readonly<Record<string, unknown>>

/** A call that must have been refused. */
export interface ExpectedRefusal {
  readonly operation?: string
  readonly rule?: string
}

/** Whether a message was sent. @param negated whether there must be none, failed or not */
export async function judgeSent(
  world: WorldHandle,
  expected: ExpectedMessage,
  { negated = false, times }: { readonly negated?: boolean; readonly times?: number | undefined } = {},
): Promise<Judgement> {
  const messages = await world.messages(typeof expected.to === 'string' ? `to:${expected.to}` : '')
  const wanted = negated || asksForFailure(expected) ? () => [] : failureOf
  const differences = (message: Message): string[] => [...misses(message, expected), ...wanted(message)]
  const all = messages.filter((message) => differences(message).length === 0)
  const [found] = all
  const pass = times === undefined ? found !== undefined : all.length === times
  const explanation =
    found === undefined
      ? await whyNot(world, differences, messages)
      : `${describeMessage(found)}\n${seedOf(world)}`
  const what = times === undefined ? 'a message' : `${times} messages`
  const but = times === undefined ? '' : ` There are ${all.length}.`
  return {
    pass,
    message: () =>
      pass
        ? `Expected ${times === undefined ? 'no message' : `not ${what}`} with ${describe(expected)}, but there ${times === undefined ? 'is one' : 'are'}: ${explanation}`
        : `Expected ${what} with ${describe(expected)}.${but}\n${explanation}`,
  }
}

/** Whether a call was refused with a code. */
export async function judgeRefused(
  world: WorldHandle,
  code: string,
  { operation, rule }: ExpectedRefusal = {},
): Promise<Judgement> {
  const exchanges = await world.journal()
  const matches = (exchange: Exchange): boolean =>
    exchange.code === code &&
    (operation === undefined || exchange.operation === operation) &&
    (rule === undefined || exchange.rule === rule)
  const found = exchanges.find(matches)
  const pass = found !== undefined
  const newest = exchanges.slice(0, 5).map((exchange) => `  ${answerOf(exchange)}`)
  const wanted = `a call${operation === undefined ? '' : ` of ${operation}`} refused with ${code}${rule === undefined ? '' : ` by ${rule}`}`
  return {
    pass,
    message: () =>
      pass
        ? `Expected no ${wanted}, but there is one:\n  ${explained(found)}\n${seedOf(world)}`
        : `Expected ${wanted}. ${newest.length === 0 ? 'No call was made in this world.' : `The newest calls were answered:\n${newest.join('\n')}`}\n${seedOf(world)}`,
  }
}

/** Whether an exchange keeps the contract. Throws `RangeError` for a check there is not. */
export async function judgeConformance(
  exchange: Exchange,
  {
    warnings = false,
    except = [],
  }: { readonly warnings?: boolean; readonly except?: readonly string[] } = {},
): Promise<Judgement> {
  const unknown = except.find((id) => !checks.some((check) => check.id === id))
  if (unknown !== undefined)
    throw new RangeError(`There is no check ${unknown}. Known: ${checks.map(({ id }) => id).join(', ')}.`)
  const found = await checkExchange(exchange, { of: checks.filter(({ id }) => !except.includes(id)) })
  const violations = found.filter(({ severity }) => warnings || severity === 'error')
  const pass = violations.length === 0
  const list = violations.map(
    ({ check, severity, of, pointer, message }) => `  ${severity} ${check}, ${of} ${pointer}: ${message}`,
  )
  return {
    pass,
    message: () =>
      pass
        ? `Expected an exchange that leaves the contract, but ${answerOf(exchange)} keeps it.`
        : `Expected ${answerOf(exchange)} to keep the contract.\n${list.join('\n')}`,
  }
}

/** Whether the consumer accepted a receipt. Repetitions that were accepted count. */
export async function judgeReceipt(
  world: WorldHandle,
  expected: ExpectedReceipt,
  { times }: { readonly times?: number | undefined } = {},
): Promise<Judgement> {
  const { attempts, pending } = await world.receipts()
  const items = attempts.flatMap(({ code, input }) =>
    (JSON.parse(input['Items'] ?? '[]') as Readonly<Record<string, unknown>>[]).map((item) => ({
      code,
      item,
    })),
  )
  const matching = items.filter(({ item }) =>
    Object.entries(expected).every(([name, value]) => fits(item[name], value)),
  )
  const accepted = matching.filter(({ code }) => code === 'OK').length
  const pass = times === undefined ? accepted > 0 : accepted === times
  const refused = matching.filter(({ code }) => code !== 'OK')
  return {
    pass,
    message: () =>
      [
        `Expected ${pass ? 'not ' : ''}${times ?? 'at least one'} accepted ${times === 1 || times === undefined ? 'receipt' : 'receipts'} with ${describe(expected)}; there ${accepted === 1 ? 'is' : 'are'} ${accepted}.`,
        ...refused.slice(0, 3).map(({ code }) => `Pushed and not accepted: ${code}.`),
        ...(pending.length === 0 ? [] : [`${pending.length} pushes are pending.`]),
        seedOf(world),
      ].join('\n'),
  }
}

/** What is expected, as text. */
const describe = (expected: object): string =>
  JSON.stringify(expected, (_name, value: unknown) => (isMatcher(value) ? String(value) : value))

/** Fields in which a message differs, as text. */
function misses(message: Message, { templateParams = {}, ...expected }: ExpectedMessage): string[] {
  const plain = Object.entries(expected).filter(
    ([name, value]) => value !== undefined && !fits(message[name as keyof Message], value),
  )
  const params = Object.entries(templateParams).filter(
    ([name, value]) => !fits(message.templateParams[name], value),
  )
  return [
    ...plain.map(
      ([name, value]) => `${name} is ${write(message[name as keyof Message])}, expected ${write(value)}`,
    ),
    ...params.map(
      ([name, value]) =>
        `templateParams.${name} is ${write(message.templateParams[name])}, expected ${write(value)}`,
    ),
  ]
}

const asksForFailure = ({ status, errorCode, willFail }: ExpectedMessage): boolean =>
  status !== undefined || errorCode !== undefined || willFail !== undefined

/** Why a message is none that a test of a send wants to see. */
function failureOf({ status, errorCode, willFail }: Message): string[] {
  if (status === 'Failed') return [`it failed with ${describeDeliveryError(errorCode ?? '')}`]
  return willFail === undefined ? [] : [`it is going to fail with ${describeDeliveryError(willFail)}`]
}

/** The message that comes closest, and the calls that were refused instead. */
async function whyNot(
  world: WorldHandle,
  differencesOf: (message: Message) => string[],
  candidates: readonly Message[],
): Promise<string> {
  const messages = candidates.length > 0 ? candidates : await world.messages()
  const [nearest] = messages
    .map((message) => ({ message, differences: differencesOf(message) }))
    .sort((a, b) => a.differences.length - b.differences.length)
  const refused = (await world.journal('-code:OK')).slice(0, 3)
  return [
    nearest === undefined
      ? 'No message was accepted in this world.'
      : `The nearest is ${nearest.message.messageId} to ${nearest.message.to}: ${nearest.differences.join('; ')}.`,
    ...refused.map((exchange) => `Refused: ${explained(exchange)}`),
    seedOf(world),
  ].join('\n')
}

function answerOf({ operation, status, code, rule, refusal }: Exchange): string {
  const { given, expected } = refusal ?? {}
  const why = [
    ...(given === undefined ? [] : [`given ${String(given)}`]),
    ...(expected === undefined ? [] : [`expected ${expected}`]),
  ].join(', ')
  return `${operation || '(no Action)'}: ${status} ${code} by ${rule}${why === '' ? '' : ` (${why})`}`
}

const describeMessage = ({ messageId, to, status, templateName, text }: Message): string =>
  `${messageId} to ${to}, ${status}${templateName === '' ? '' : `, of template ${templateName}`}: ${write(text)}`

/** A refused call with all that is known about it. */
const explained = (exchange: Exchange): string =>
  [
    `${answerOf(exchange)}, request ${exchange.requestId}`,
    ...(exchange.refusal?.explanation?.split('\n').map((line) => `  ${line}`) ?? []),
  ].join('\n')

export const seedOf = ({ id, seed }: WorldHandle): string => `World ${id}, seed ${seed}.`

const write = (value: unknown): string =>
  isMatcher(value) ? String(value) : (JSON.stringify(value) ?? 'absent')

const isMatcher = (value: unknown): value is Fitting =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as Partial<Fitting>).asymmetricMatch === 'function'

const fits = (actual: unknown, expected: unknown): boolean =>
  isMatcher(expected) ? expected.asymmetricMatch(actual) : actual === expected
