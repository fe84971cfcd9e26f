import { didYouMean } from '../../contracts/nearest.ts'
import type { World } from '../world/world.ts'
import type { FaultRule } from './rule.ts'

/** Something wrong with a rule, and where in the list. */
export interface RuleComplaint {
  readonly path: readonly (string | number)[]
  readonly message: string
}

const receiptTypes = ['ChatAppStatus', 'ChatAppInbound', 'ChatAppAudit']

/** What is wrong with rules beyond their form: names nobody has, ids that are taken. */
export async function checkRules(rules: readonly FaultRule[], world?: World): Promise<RuleComplaint[]> {
  // The catalog is large; only this looks into it.
  const { catalogNames } = await import('../../contracts/catalog/index.ts')
  const ids = new Set(world?.faults.map(({ rule }) => rule.id))
  const accounts = world && [...world.directory.accounts.keys()]
  const keys = world && [...world.directory.keys.keys()]
  return rules.flatMap(({ id, at, when: { operation, account, key } }, index): RuleComplaint[] => {
    const complaints: RuleComplaint[] = []
    const known = at === 'callback' ? receiptTypes : catalogNames
    if (operation !== undefined && !operation.includes('*') && !known.includes(operation)) {
      complaints.push({ path: [index, 'when', 'operation'], message: `there is no ${at === 'callback' ? 'receipt' : 'operation'} ${operation}.${didYouMean(operation, known)}` })
    }
    if (account !== undefined && accounts?.includes(account) === false) complaints.push({ path: [index, 'when', 'account'], message: `the world has no account ${account}.${didYouMean(account, accounts)} It has ${accounts.join(', ')}.` })
    if (key !== undefined && keys?.some((each) => each === key || each.startsWith(`${key}.w`)) === false) complaints.push({ path: [index, 'when', 'key'], message: `the world has no key ${key}.${didYouMean(key, keys)}` })
    if (id !== undefined && ids.has(id)) complaints.push({ path: [index, 'id'], message: `there is a fault ${id} already` })
    if (id !== undefined) ids.add(id)
    return complaints
  })
}
