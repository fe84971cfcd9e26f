import { UsageError } from '../../contracts/usage-error.ts'

/** A receipt in a schedule, such as `1 Read`: the number of a message, and what is reported of it. */
export type Receipt = string

/** One thing the platform does. */
export type Letter =
  /** Items of one push; with `restart` the application dies right after its answer. */
  | { readonly push: readonly Receipt[]; readonly restart?: true }
  /** Two pushes at the same time. */
  | { readonly together: readonly [readonly Receipt[], readonly Receipt[]] }

/** What the platform does in one run, as data: it can be kept in a file and played again. */
export interface Schedule {
  readonly letters: readonly Letter[]
  /** Messages whose first receipt overtakes the answer of their send. */
  readonly overtakes: readonly string[]
}

/** What can be reported of a message, in the order in which it happens. */
const phases = ['Sent', 'Delivered', 'Failed', 'Read', 'inbound'] as const

/** The message of a receipt, and what is reported. */
export function partsOf(receipt: Receipt): readonly [message: string, what: string] {
  const [message = '', what = ''] = receipt.split(' ')
  return [message, what]
}

/** All receipts of a letter. */
export const receiptsOf = (letter: Letter): readonly Receipt[] =>
  'push' in letter ? letter.push : letter.together.flat()

/** Messages of a schedule, each once. */
export const messagesOf = ({ letters }: Schedule): string[] =>
  [...new Set(letters.flatMap(receiptsOf).map((receipt) => partsOf(receipt)[0]))].sort()

/** The same receipts as they come when nothing goes wrong: each once, in order, one in each push. */
export function idealOf({ letters }: Schedule): Schedule {
  const receipts = [...new Set(letters.flatMap(receiptsOf))].sort(inOrder)
  return { letters: receipts.map((receipt) => ({ push: [receipt] })), overtakes: [] }
}

/** Sorts receipts as they happen. */
export function inOrder(a: Receipt, b: Receipt): number {
  const [[first, what], [second, other]] = [partsOf(a), partsOf(b)]
  const rank = (name: string): number => (phases as readonly string[]).indexOf(name)
  return rank(what) - rank(other) || Number(first) - Number(second)
}

/** Reads a schedule of a file. Throws `UsageError` when it is none. */
export function readSchedule(text: string, file: string): Schedule {
  const wrong = (what: string): UsageError =>
    new UsageError(
      `${file} is no schedule of a storm: ${what}. Expected a file that chatapp-mock storm --out wrote.`,
    )
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw wrong('it is not JSON')
  }
  const { letters, overtakes } = (value ?? {}) as { letters?: unknown; overtakes?: unknown }
  if (!Array.isArray(letters) || letters.length === 0 || !Array.isArray(overtakes))
    throw wrong('letters and overtakes are missing')
  const stray = letters.find((letter) => !isLetter(letter))
  if (stray !== undefined) throw wrong(`${JSON.stringify(stray)} is no letter`)
  return { letters: letters as Letter[], overtakes: overtakes.map(String) }
}

function isLetter(value: unknown): value is Letter {
  const { push, together } = (value ?? {}) as { push?: unknown; together?: unknown }
  if (Array.isArray(together)) return together.length === 2 && together.every(areReceipts)
  return areReceipts(push)
}

const areReceipts = (value: unknown): boolean =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every((each) => new RegExp(`^\\d+ (${phases.join('|')})$`).test(String(each)))
