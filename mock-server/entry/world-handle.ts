import type { Exchange } from '../../contracts/exchange.ts'
import { UsageError } from '../../contracts/usage-error.ts'
import type { Audit, AuditedRecipient, AuditScope } from '../messages/audit/audit-sends.ts'
import type { FaultRuleInput } from '../faults/rule.ts'
import type { TemplateFindings } from '../receipts/change-template-state.ts'
import type { Message } from '../world/message.ts'
import type { NumberSettings, NumberState, WabaSettings, WabaState } from '../world/number-state.ts'
import type { WorldDocumentInput } from '../world-file/world-document.ts'
import { WaitError } from './wait-error.ts'
import type { Waited } from './waited.ts'

export type { Waited } from './waited.ts'

/** Carries out an operation of the control API, in this process or over HTTP. */
export type ControlCall = (id: string, input: Readonly<Record<string, unknown>>) => Promise<unknown>

/** What a new world is made from. */
export interface WorldOptions {
  /** Accounts of its own, instead of the demo accounts under keys of its own. */
  readonly document?: WorldDocumentInput
  readonly seed?: number
  readonly clock?: 'system' | 'virtual'
  /** Where a virtual clock starts: ISO 8601, or milliseconds since 1970. */
  readonly start?: string | number
  readonly lenient?: boolean
  readonly throttled?: boolean
  readonly plan?: Readonly<Record<string, unknown>>
  /** How receipts leave. */
  readonly pushes?: Readonly<Record<string, unknown>>
  /** Disorder that receipts suffer on purpose: probabilities from 0 to 1. */
  readonly disorder?: Readonly<Record<string, unknown>>
  /** What is to go wrong from the beginning. */
  readonly faults?: readonly FaultRuleInput[]
}

/** A world as tests hold it: the same in process and over HTTP. Durations are `2h`, `90s` or milliseconds. */
export interface WorldHandle {
  readonly id: string
  /** The seed of all chance in this world. */
  readonly seed: number
  /** The first key of an account, for clients that need just one. */
  readonly accessKeyId: string
  readonly accessKeySecret: string
  readonly keys: readonly WorldKey[]
  /** Moves a virtual clock forward. */
  advance(duration: string | number): Promise<ClockView>
  /** Moves a virtual clock to a time. */
  moveTo(time: string | number): Promise<ClockView>
  /** Moves a virtual clock to the next moment at which something changes. */
  next(): Promise<ClockView>
  clock(): Promise<ClockView>
  /**
   * Waits until messages (or exchanges) match a query. Throws `WaitError` with the reason when they do not within the time; a test
   * need not look at the result.
   */
  wait(
    query: string,
    options?: {
      readonly of?: 'messages' | 'exchanges'
      readonly count?: number
      readonly within?: string | number
    },
  ): Promise<Waited>
  messages(query?: string): Promise<Message[]>
  /**
   * The one-time code in the newest message to a person that holds one, without blanks and dashes.
   * Throws `UsageError` when there is none: move the clock or wait for the message first.
   * @example const code = await world.code('8613800000001')
   */
  code(to: string): Promise<string>
  /** A person writes, presses a button, or sends something else. */
  inbound(message: InboundOptions): Promise<InboundView>
  /** A person presses a button of a template. */
  press(press: PressOptions): Promise<PressView>
  /** Newest first. */
  journal(query?: string): Promise<Exchange[]>
  journalHash(): Promise<string>
  mark(name?: string): Promise<void>
  rewind(name?: string): Promise<void>
  reset(): Promise<void>
  /** A world of its own that starts where this one stands. What is pending here is pushed from here alone, unless `pending` is set. */
  fork(options?: { readonly pending?: boolean }): Promise<WorldHandle>
  /** Sets where receipts go: of a number, else of the account. */
  receive(callbacks: CallbackOptions): Promise<void>
  /** Changes what the service says about a WhatsApp number, or about a WABA; what is left out stays. */
  setNumber(number: string, changes: NumberSettings): Promise<NumberState>
  /** The service pauses or disables a template, ends its review, changes its quality or category. */
  setTemplate(code: string, language: string, findings: TemplateFindings): Promise<void>
  setWaba(waba: string, changes: WabaSettings): Promise<WabaState>
  /** Pushes that are pending, and attempts that were made. */
  receipts(query?: string): Promise<ReceiptsView>
  /** What is to go wrong. */
  readonly faults: FaultsHandle
  /** How many messages to each recipient of a TaskId or a batch were accepted; lists those with none or more than one. */
  audit(
    scope: AuditScope,
    options?: {
      readonly show?: 'none' | 'more' | 'not-once' | 'all'
      readonly limit?: number
      readonly cursor?: number
    },
  ): Promise<AuditView>
  /** Everything that led here, as the text of a file for `chatapp-mock replay`; kept only with the option `capsules`. */
  capsule(): Promise<string>
  /** The world as a seed file says it. */
  export(): Promise<WorldDocumentInput>
  /** Adds what a seed file says. */
  extend(document: WorldDocumentInput): Promise<void>
  remove(): Promise<void>
}

/** Whether each recipient got its message once. */
export interface AuditView extends Omit<Audit, 'list'> {
  readonly recipients: number
  readonly list: readonly AuditedRecipient[]
  readonly next: number | null
}

/** What is to go wrong in a world. */
export interface FaultsHandle {
  /** Sets faults: all of them, or none when one of them is wrong. */
  add(...faults: readonly FaultRuleInput[]): Promise<readonly FaultView[]>
  list(): Promise<readonly FaultView[]>
  /** Takes away one by its id, or all. */
  clear(id?: string): Promise<void>
}

export interface FaultView {
  readonly id: string
  readonly fault: string
  readonly at: string
  readonly with: Readonly<Record<string, unknown>>
  readonly when: Readonly<Record<string, unknown>>
  /** Calls or receipts it was asked about, and how often it struck. */
  readonly seen: number
  readonly struck: number
}

/** Where receipts go. */
export interface CallbackOptions {
  /** Uid of the account; the only account, or the first one, unless given. */
  readonly account?: string
  readonly number?: string
  readonly status?: string
  readonly inbound?: string
  readonly audit?: string
  /** HttpFlag; true unless given. */
  readonly http?: boolean
  /** QueueFlag; false unless given. */
  readonly queue?: boolean
}

export interface ReceiptsView {
  readonly pending: readonly {
    readonly id: string
    readonly type: string
    readonly url: string
    readonly items: readonly unknown[]
    readonly attempts: number
    readonly due: number
    readonly underWay: boolean
  }[]
  /** Newest first. */
  readonly attempts: readonly Exchange[]
  readonly queues: readonly { readonly name: string; readonly messages: number }[]
  readonly tally: { readonly accepted: number; readonly givenUp: number; readonly lost: number }
}

/** Who does something, and about which message. */
export interface PersonOptions {
  readonly from: string
  /** The sender written to; the one that last wrote to the person unless given. */
  readonly to?: string
  readonly channel?: string
  /** Name of the person. */
  readonly name?: string
  /** MessageId of the message answered. */
  readonly replyTo?: string
}

/** What a person sends: exactly one of text, button, media, location, reaction and contacts. */
export interface InboundOptions extends PersonOptions {
  readonly text?: string
  /** A QUICK_REPLY button: its text, or its place from 1. */
  readonly button?: string | number
  readonly media?: {
    readonly type: 'image' | 'video' | 'audio' | 'document'
    readonly url?: string
    readonly mimeType?: string
    readonly caption?: string
    readonly filename?: string
  }
  readonly location?: {
    readonly latitude: string | number
    readonly longitude: string | number
    readonly name?: string
    readonly address?: string
  }
  /** An emoji. */
  readonly reaction?: string
  readonly contacts?: readonly Readonly<Record<string, unknown>>[]
}

export interface InboundView {
  readonly messageId: string
  /** Until when free-form messages may be sent to the person, milliseconds since the epoch. */
  readonly windowUntil: number
  /** The item of the receipt. */
  readonly item: Readonly<Record<string, unknown>>
}

export interface PressOptions extends PersonOptions {
  /** A QUICK_REPLY, URL or PHONE_NUMBER button: its text, or its place among these from 1. */
  readonly button: string | number
}

export interface PressView {
  readonly kind: 'QUICK_REPLY' | 'URL' | 'PHONE_NUMBER'
  readonly text: string
  /** MessageId of the message whose button it is. */
  readonly pressed: string
  /** What arrived of a QUICK_REPLY; the other kinds send nothing. */
  readonly received?: InboundView
}

export interface WorldKey {
  readonly id: string
  readonly secret: string
  readonly securityToken?: string
  readonly active: boolean
  readonly account: string
  readonly user?: string
}

export interface ClockView {
  readonly kind: 'system' | 'virtual'
  readonly now: number
  readonly iso: string
  /** When something changes by itself; null when nothing will. */
  readonly next: number | null
}

interface WorldView {
  readonly id: string
  readonly seed: number
  readonly keys: readonly WorldKey[]
}

/** Makes the handle of a world from its description. */
export function worldHandle({ id, seed, keys }: WorldView, call: ControlCall): WorldHandle {
  const main = keys.find(
    ({ active, user, securityToken }) => active && user === undefined && securityToken === undefined,
  )
  const on = async <T>(operation: string, input: Readonly<Record<string, unknown>> = {}): Promise<T> =>
    (await call(operation, { world: id, ...input })) as T
  return {
    id,
    seed,
    keys,
    accessKeyId: main?.id ?? '',
    accessKeySecret: main?.secret ?? '',
    advance: (duration) => on('moveClock', { advance: duration }),
    moveTo: (time) => on('moveClock', { to: time }),
    next: () => on('moveClock', { next: true }),
    clock: () => on('getClock'),
    wait: async (query, options = {}) => {
      const result = await on<Waited>('wait', { for: query, ...options })
      if (!result.satisfied) throw new WaitError(query, result)
      return result
    },
    messages: (query = '') => pages<Message>(on, 'listMessages', 'messages', query),
    code: async (to) =>
      newestCode(to, await on('listMessages', { query: `to:"${to}"`, fields: 'codes,text' })),
    inbound: (message) => on('receiveInbound', { ...message }),
    press: (press) => on('pressButton', { ...press }),
    journal: (query = '') => pages<Exchange>(on, 'listExchanges', 'exchanges', query),
    journalHash: async () => (await on<{ sha256: string }>('hashJournal')).sha256,
    mark: async (name) => void (await on('markWorld', name === undefined ? {} : { name })),
    rewind: async (name) => void (await on('rewindWorld', name === undefined ? {} : { name })),
    reset: async () => void (await on('resetWorld')),
    fork: async (options = {}) =>
      worldHandle((await call('createWorld', { from: id, ...options })) as WorldView, call),
    receive: async (callbacks) => void (await on('setCallbacks', { ...callbacks })),
    setNumber: (number, changes) => on('setNumber', { number, ...changes }),
    setTemplate: async (code, language, findings) =>
      void (await on('setTemplate', { code, language, ...findings })),
    setWaba: (waba, changes) => on('setWaba', { waba, ...changes }),
    receipts: (query = '') => on('listReceipts', { query, limit: 1000 }),
    faults: {
      add: async (...faults) => (await on<{ added: FaultView[] }>('addFaults', { faults })).added,
      list: async () => (await on<{ faults: FaultView[] }>('listFaults')).faults,
      clear: async (fault) => void (await on('removeFaults', fault === undefined ? {} : { id: fault })),
    },
    audit: (scope, options = {}) => on('auditSends', { ...scope, ...options }),
    capsule: async () => (await on<{ text: string }>('getCapsule')).text,
    export: () => on('exportWorld'),
    extend: async (document) => void (await on('seedWorld', { document })),
    remove: async () => void (await on('removeWorld')),
  }
}

function newestCode(
  to: string,
  { messages }: { readonly messages: readonly Pick<Message, 'codes' | 'text'>[] },
): string {
  const code = messages.find(({ codes }) => codes.length > 0)?.codes[0]
  if (code !== undefined) return code
  const [newest] = messages
  throw new UsageError(
    newest === undefined
      ? `No message was sent to ${to}, so there is no code in one.`
      : `None of the newest ${messages.length} messages to ${to} holds a code; the last one says ${JSON.stringify(newest.text.slice(0, 200))}.`,
  )
}

/** All pages of a listing. */
async function pages<T>(
  on: (operation: string, input: Record<string, unknown>) => Promise<unknown>,
  operation: string,
  field: string,
  query: string,
): Promise<T[]> {
  const records: T[] = []
  let cursor: string | undefined
  do {
    const page = (await on(operation, {
      query,
      limit: 1000,
      ...(cursor === undefined ? {} : { cursor }),
    })) as Record<string, unknown>
    records.push(...(page[field] as T[]))
    cursor = (page['next'] as string | null) ?? undefined
  } while (cursor !== undefined)
  return records
}

/** Makes a world and its handle. */
export const createWorldHandle = async (options: WorldOptions, call: ControlCall): Promise<WorldHandle> =>
  worldHandle((await call('createWorld', { ...options })) as WorldView, call)
