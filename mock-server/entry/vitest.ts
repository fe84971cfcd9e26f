import { expect, test as base } from 'vitest'
import { checkExchange, checks } from '../../contracts/checks/index.ts'
import { describeDeliveryError } from '../../contracts/errors/delivery-errors.ts'
import type { Exchange } from '../../contracts/exchange.ts'
import type { Message } from '../world/message.ts'
import { startMockServer, type MockServer } from './start-mock-server.ts'
import type { WorldHandle } from './world-handle.ts'

/** What a message must have; what is left out does not matter. */
export interface ExpectedMessage extends Partial<Omit<Message, 'templateParams' | 'steps'>> {
  /** Variables the message must have; it may have others. */
  readonly templateParams?: Readonly<Record<string, string>>
}

/** A call that must have been refused. */
export interface ExpectedRefusal {
  readonly operation?: string
  readonly rule?: string
}

interface ChatappMatchers<R = unknown> {
  /**
   * That a message was accepted, and neither failed nor is certain to fail. A message that fails is found when `status`,
   * `errorCode` or `willFail` is asked for. `.not.toHaveSent` wants no such message at all, failed or not.
   */
  toHaveSent(expected: ExpectedMessage): Promise<R>
  /** That a call was refused with a code. */
  toHaveRefused(code: string, expected?: ExpectedRefusal): Promise<R>
  /** That an exchange keeps the contract: no check finds an error. Warnings count with `warnings`; `except` leaves checks out, by id. */
  toConform(options?: { readonly warnings?: boolean; readonly except?: readonly string[] }): Promise<R>
}

declare module 'vitest' {
  // The interfaces are vitest's; adding to them is how matchers are declared.
  interface Assertion<T> extends ChatappMatchers<T> {}
  interface AsymmetricMatchersContaining extends ChatappMatchers {}
}

expect.extend({
  async toHaveSent(world: WorldHandle, expected: ExpectedMessage) {
    const messages = await world.messages(expected.to === undefined ? '' : `to:${expected.to}`)
    const wanted = this.isNot || asksForFailure(expected) ? () => [] : failureOf
    const differences = (message: Message): string[] => [...misses(message, expected), ...wanted(message)]
    const found = messages.find((message) => differences(message).length === 0)
    const pass = found !== undefined
    const explanation = pass
      ? `${describeMessage(found)}\n${seedOf(world)}`
      : await whyNot(world, differences, messages)
    return {
      pass,
      message: () =>
        pass
          ? `Expected no message with ${write(expected)}, but there is one: ${explanation}`
          : `Expected a message with ${write(expected)}.\n${explanation}`,
    }
  },
  async toHaveRefused(world: WorldHandle, code: string, { operation, rule }: ExpectedRefusal = {}) {
    const exchanges = await world.journal()
    const fits = (exchange: Exchange): boolean =>
      exchange.code === code &&
      (operation === undefined || exchange.operation === operation) &&
      (rule === undefined || exchange.rule === rule)
    const found = exchanges.find(fits)
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
  },
  async toConform(
    exchange: Exchange,
    {
      warnings = false,
      except = [],
    }: { readonly warnings?: boolean; readonly except?: readonly string[] } = {},
  ) {
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
  },
})

/** Fields in which a message differs, as text. */
function misses(message: Message, { templateParams = {}, ...expected }: ExpectedMessage): string[] {
  const plain = Object.entries(expected).filter(
    ([name, value]) => value !== undefined && message[name as keyof Message] !== value,
  )
  const params = Object.entries(templateParams).filter(
    ([name, value]) => message.templateParams[name] !== value,
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

const seedOf = ({ id, seed }: WorldHandle): string => `World ${id}, seed ${seed}.`

const write = (value: unknown): string => JSON.stringify(value) ?? 'absent'

interface Fixtures {
  /** An emulator on a free port, one for each test file. */
  readonly server: MockServer
  /** A world of the test's own: virtual clock, seed 1, keys of its own. */
  readonly world: WorldHandle
  /** Folder that capsules of failed tests are written to; empty for none. */
  readonly capsules: string
}

/** vitest's `test` with an emulator and a world for each test. A failing test names its world and seed, and leaves a capsule. */
export const test = base.extend<Fixtures>({
  server: [
    // oxlint-disable-next-line no-empty-pattern -- vitest reads from the pattern which fixtures this one needs
    async ({}, use) => {
      const server = await startMockServer({ capsules: true })
      await use(server)
      await server.close()
    },
    { scope: 'file' },
  ],
  capsules: 'chatapp-mock-capsules',
  world: async ({ server, capsules, task, onTestFailed }, use) => {
    const world = await server.createWorld()
    let removed: string | undefined
    onTestFailed(async () => {
      const file =
        capsules === ''
          ? undefined
          : await writeCapsule(capsules, `${task.name} ${world.id}`, removed ?? (await world.capsule()))
      console.error(
        `${seedOf(world)} Made by startMockServer() at ${server.url}.${file === undefined ? '' : `\nThe same once more: chatapp-mock replay ${file}`}`,
      )
    })
    await use(world)
    removed = await world.capsule()
    await world.remove()
  },
})

async function writeCapsule(folder: string, title: string, text: string): Promise<string> {
  const { mkdir, writeFile } = await import('node:fs/promises')
  await mkdir(folder, { recursive: true })
  const file = `${folder}/${title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 80)}.capsule`
  await writeFile(file, text)
  return file
}
