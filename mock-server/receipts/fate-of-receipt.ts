import type { Exchange } from '../../contracts/exchange.ts'
import { strikes, type Candidate } from '../faults/active-fault.ts'
import type { ActiveFault } from '../world/faults.ts'
import { faultOf } from '../faults/library/index.ts'
import { hashOf } from '../ports/hash-of.ts'
import { createRandom } from '../ports/random.ts'
import type { Batch } from '../world/batches.ts'
import type { World } from '../world/world.ts'
import type { Receipt } from '../world/receipt.ts'
import type { ReceiptFate } from '../world/receipt.ts'

const orderly: ReceiptFate = { lost: false, held: false, delay: 0, again: undefined, twin: false, faults: [] }

/** Milliseconds by which a receipt follows the one that has overtaken it. */
export const heldBackBy = 1000

/** A receipt as far as its fate depends on it. */
export interface Reported extends Pick<Receipt, 'type' | 'accountUid' | 'item'> {
  /** Whether nothing about the message follows. */
  readonly last?: boolean
}

/** Chance is decided by the seed of the world and by what the receipt says: the same receipts fare the same in every run, in whatever order they come. */
export function fateOfReceipt(world: World, receipt: Reported): ReceiptFate {
  const { faults, seed } = world
  if (faults.length === 0) return orderly
  const { type, item, last } = receipt
  const { MessageId: id = JSON.stringify(item), Status: status = '' } = item
  let fate = orderly
  for (const active of faults) {
    const { rule } = active
    const fault = faultOf(rule.fault)
    if (fault?.receipt === undefined || fault.concernsReceipt?.(item) === false) continue
    // Each rule draws on its own: changing one leaves the others as they were.
    const chance = createRandom(hashOf(`${seed} ${rule.id} ${type} ${String(id)} ${String(status)}`))
    if (strikes(active, 'callback', candidateOf(world, receipt), chance))
      fate = { ...fate, ...fault.receipt(rule.with as never, chance), faults: [...fate.faults, rule.fault] }
  }
  // What nothing follows cannot be overtaken.
  return fate.held && last === true ? { ...fate, held: false } : fate
}

/** Whether the Sent receipts of a send are there before its answer. */
export function comesBeforeAnswer({ chance, terms: { accountUid } }: Batch, world: World): boolean {
  const active = ruleOf(world, 'receipt-before-answer')
  return (
    active !== undefined &&
    strikes(
      active,
      'callback',
      candidateOf(world, { type: 'ChatAppStatus', accountUid, item: {} }),
      createRandom(chance),
    )
  )
}

/** Most items of the push that is begun with a receipt. */
export function mostItems(world: World, receipt: Reported): number {
  const active = ruleOf(world, 'receipt-batch')
  const chance = world.outbox.random
  if (active === undefined || !strikes(active, 'callback', candidateOf(world, receipt), chance))
    return world.pushes.most
  const [least, most] = active.rule.with['items'] as [number, number]
  return least + Math.floor(chance.next() * (most - least + 1))
}

const ruleOf = ({ faults }: World, name: string): ActiveFault | undefined =>
  faults.find(({ rule }) => rule.fault === name)

function candidateOf(world: World, { type, accountUid, item }: Reported): Candidate {
  const at = world.clock.now()
  // A receipt is asked about as the push is that will carry it.
  const exchange = (): Exchange => ({
    at,
    world: world.id,
    operation: type,
    accessKeyId: '',
    input: { Items: JSON.stringify([item]) },
    status: 0,
    code: '',
    body: '',
    requestId: '',
    rule: '',
    evidence: { class: 'assumed', source: '' },
    faults: [],
    remarks: [],
    push: { id: '', url: '', attempt: 1, items: 1, next: null },
  })
  return { at, operation: type, accessKeyId: '', account: accountUid, exchange }
}
