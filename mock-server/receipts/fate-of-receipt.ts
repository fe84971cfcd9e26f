import { createRandom } from '../ports/random.ts'
import { noDisorder } from '../world/push-plan.ts'
import type { World } from '../world/world.ts'
import type { Receipt } from './report.ts'

/** What disorder does to one receipt. */
export interface ReceiptFate {
  readonly lost: boolean
  /** Kept until the next receipt about the same message has gone. */
  readonly held: boolean
  /** Milliseconds it is late. */
  readonly delay: number
  /** Milliseconds after which it comes again; undefined: it does not. */
  readonly again: number | undefined
  /** It comes twice at the same time. */
  readonly twin: boolean
}

const orderly: ReceiptFate = { lost: false, held: false, delay: 0, again: undefined, twin: false }

/** Milliseconds by which a receipt follows the one that has overtaken it. */
export const heldBackBy = 1000
/** Most milliseconds between a receipt and its repetition. */
const repeatedWithin = 5000

/** Decides by the seed of the world and by what the receipt says, so that the same receipts fare the same in every run, in whatever order they come. */
export function fateOfReceipt({ disorder, seed }: World, type: Receipt['type'], item: Receipt['item']): ReceiptFate {
  if (disorder === noDisorder) return orderly
  const { MessageId: id = JSON.stringify(item), Status: status = '' } = item
  const chance = createRandom(hashOf(`${seed} ${type} ${String(id)} ${String(status)}`))
  // Each is drawn whatever the others say: changing one probability leaves the rest as it was.
  const [lost, held, late, again, twin] = [chance.next(), chance.next(), chance.next(), chance.next(), chance.next()] as const
  const within = ([least, most]: readonly [number, number]): number => least + Math.floor(chance.next() * (most - least + 1))
  const [lateBy, againAfter] = [within(disorder.lateBy), within([1, repeatedWithin])]
  return {
    lost: lost < disorder.lost,
    held: status === 'Sent' && held < disorder.reorder,
    delay: late < disorder.late ? lateBy : 0,
    again: again < disorder.duplicate ? againAfter : undefined,
    twin: twin < disorder.concurrent,
  }
}

/** FNV-1a, 32 bits. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  return hash
}
