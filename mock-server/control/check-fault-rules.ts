import { neverInTime } from '../world/faults.ts'
import { didYouMean } from '../../contracts/nearest.ts'
import type { Emulator } from '../emulator/emulator.ts'
import type { World } from '../world/world.ts'
import { faultOf } from '../faults/library/index.ts'
import type { FaultRule } from '../world/faults.ts'

/** Something wrong with a rule, and where in the list. */
export interface RuleComplaint {
  readonly path: readonly (string | number)[]
  readonly message: string
}

const receiptTypes = ['ChatAppStatus', 'ChatAppInbound', 'ChatAppAudit']

/** What is wrong with rules beyond their form: names nobody has, ids that are taken, faults that nobody here can see. */
export async function checkRules(
  rules: readonly FaultRule[],
  world?: Pick<World, 'faults' | 'directory'> & Partial<Pick<World, 'clock'>>,
  emulator?: Pick<Emulator, 'doors' | 'worlds'>,
): Promise<RuleComplaint[]> {
  // The catalog is large; only this looks into it.
  const { catalogNames } = await import('../../contracts/catalog/index.ts')
  const ids = new Set(world?.faults.map(({ rule }) => rule.id))
  const accounts = world && [...world.directory.accounts.keys()]
  const keys = world && [...world.directory.keys.keys()]
  return rules.flatMap((rule, index): RuleComplaint[] => {
    const {
      id,
      at,
      when: { operation, account, key },
    } = rule
    const complaints: RuleComplaint[] = []
    const known = at === 'callback' ? receiptTypes : catalogNames
    if (operation !== undefined && !operation.includes('*') && !known.includes(operation)) {
      complaints.push({
        path: [index, 'when', 'operation'],
        message: `there is no ${at === 'callback' ? 'receipt' : 'operation'} ${operation}.${didYouMean(operation, known)}`,
      })
    }
    if (account !== undefined && accounts?.includes(account) === false)
      complaints.push({
        path: [index, 'when', 'account'],
        message: `the world has no account ${account}.${didYouMean(account, accounts)} It has ${accounts.join(', ')}.`,
      })
    if (key !== undefined && keys?.some((each) => each === key || each.startsWith(`${key}.w`)) === false)
      complaints.push({
        path: [index, 'when', 'key'],
        message: `the world has no key ${key}.${didYouMean(key, keys)}`,
      })
    const never = world?.clock && neverInTime(rule, world.clock.now())
    if (never !== undefined) complaints.push({ path: [index, 'when', 'until'], message: never })
    if (id !== undefined && ids.has(id))
      complaints.push({ path: [index, 'id'], message: `there is a fault ${id} already` })
    if (id !== undefined) ids.add(id)
    const hidden = world && emulator && cannotBeShown(rule, world, emulator)
    return hidden === undefined ? complaints : [...complaints, { path: [index, 'fault'], message: hidden }]
  })
}

/** Conditions about a call, which whoever only opens a connection has not made yet. */
const aboutCalls = ['operation', 'account', 'key', 'query', 'nth', 'every', 'probability', 'count'] as const

/** Why a fault cannot be shown by this emulator; undefined when it can. */
function cannotBeShown(
  { fault, when }: FaultRule,
  world: object,
  { doors, worlds }: Pick<Emulator, 'doors' | 'worlds'>,
): string | undefined {
  const needs = faultOf(fault)?.needs
  if (needs === 'connection' && doors.size === 0)
    return `${fault} needs a connection of its own, and msw and an emulator in process have none. It can be seen where the emulator listens on a port: startMockServer, chatapp-mock start, expressHandler.`
  if (needs === 'tls' && ![...doors].some(({ tls }) => tls))
    return `${fault} needs HTTPS, which is not served here. It can be seen at startMockServer({ httpsPort }) and chatapp-mock start --https-port.`
  const ofServer = needs === 'tls' || (fault === 'connection-refused' && doors.size > 0)
  if (!ofServer) return undefined
  if (world !== worlds.demo)
    return `${fault} comes before a call names its key: it is one of the whole server. Set it in the demo world.`
  const condition = aboutCalls.find((name) => when[name] !== undefined)
  return condition === undefined
    ? undefined
    : `${fault} comes before anything is known of a call: it takes from and until, but not ${condition}.`
}
