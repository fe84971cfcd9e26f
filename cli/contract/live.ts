import { UsageError } from '../../contracts/usage-error.ts'
import { guardLive, refuseEmulatorKey, type Allowance } from '../../scenarios/guard.ts'
import { keepBudget, planLines, planLive } from '../../scenarios/plan.ts'
import type { Scenario } from '../../scenarios/scenario.ts'
import type { Target } from '../../scenarios/target.ts'
import { defaultCredentials, type Credentials, type Fetch } from '../../sdk/index.ts'
import { isLiveEndpoint, liveEndpoint } from './live-endpoint.ts'

/** What a person has to say before anything reaches the service. */
export interface LiveOptions {
  readonly live: boolean
  readonly endpoint?: string
  readonly recipients?: readonly string[]
  readonly budget?: number
  readonly dryRun: boolean
}

/** A live target that was planned and allowed; without a target when only the plan was asked for. */
export interface LivePlan {
  readonly lines: string
  readonly scenarios: readonly Scenario[]
  readonly target: Target | undefined
  readonly endpoint: string
}

/** Plans a run on an endpoint that is no emulator. Throws `UsageError`, before anything was sent, when one of the guards is not satisfied. */
export async function planLiveRun(
  scenarios: readonly Scenario[],
  bindings: ReadonlyMap<string, unknown>,
  { live, endpoint = liveEndpoint, recipients = [], budget, dryRun }: LiveOptions,
): Promise<LivePlan> {
  if (!live && !dryRun)
    throw new UsageError(
      `${isLiveEndpoint(endpoint) ? endpoint : `No emulator answers at ${endpoint}, so it is taken for the service, which`} may reach real people. Look at the plan with --dry-run; add --live if that is what you want.`,
    )
  const allowance = readAllowance({ endpoint, recipients, budget }, '--endpoint')
  const credentials = await defaultCredentials()()
  refuseEmulatorKey(credentials.accessKeyId)
  const plan = planLive(scenarios, { bindings, recipients: allowance.recipients })
  const lines = planLines(plan, {
    endpoint: allowance.origin,
    accessKeyId: credentials.accessKeyId,
    budget: allowance.budget,
  })
  if (dryRun) return { lines, scenarios: [], target: undefined, endpoint: allowance.origin }
  keepBudget(plan, allowance.budget)
  const left = plan.filter(({ reason }) => reason === undefined).map(({ scenario }) => scenario)
  if (left.length === 0) throw new UsageError(`${lines}\nNothing is left to play.`)
  return { lines, scenarios: left, target: liveTarget(credentials, allowance), endpoint: allowance.origin }
}

/** What calls to a service may do at most. Throws `UsageError` when the address is none, a recipient is none, or the budget is not said. */
export function readAllowance(
  {
    endpoint,
    recipients = [],
    budget,
  }: {
    readonly endpoint: string
    readonly recipients?: readonly string[] | undefined
    readonly budget?: number | undefined
  },
  option: string,
): Allowance {
  const { origin } = addressOf(endpoint, option)
  const wrong = recipients.find((to) => !/^[0-9A-Za-z_-]{5,64}$/.test(to))
  if (wrong !== undefined)
    throw new UsageError(
      `--recipients has ${JSON.stringify(wrong)}; expected numbers with country code and without +, or ids, separated by commas.`,
    )
  if (budget === undefined)
    throw new UsageError(
      'A live run needs --budget: the most messages it may send. 0 allows what only reads.',
    )
  return { origin, recipients: new Set(recipients), budget }
}

function addressOf(endpoint: string, option: string): URL {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined
  if (
    url === undefined ||
    url.protocol !== 'https:' ||
    url.username !== '' ||
    url.pathname !== '/' ||
    url.search !== ''
  ) {
    throw new UsageError(
      `${option} is ${JSON.stringify(endpoint.replace(/\/\/[^/]*@/, '//'))}; a live run needs an https address without a path, such as ${liveEndpoint}.`,
    )
  }
  return url
}

/** Milliseconds from call to call: below every documented rate, the least of which is five a second. */
const spacing = 220

/** `fetch` that waits, so that stories played one after the other do not throttle each other. */
function spaced(fetch: Fetch): Fetch {
  let free = 0
  return async (address, init) => {
    const wait = Math.max(0, free - Date.now())
    free = Date.now() + wait + spacing
    await new Promise((resolve) => setTimeout(resolve, wait))
    return fetch(address, init)
  }
}

function liveTarget(credentials: Credentials, allowance: Allowance): Target {
  const { origin } = allowance
  // One guard for the whole run: what one scenario has spent is gone for the next.
  const fetch = guardLive(
    spaced((address, init) => globalThis.fetch(address, init)),
    allowance,
  )
  return {
    name: 'live',
    hasWorlds: false,
    open: async () => ({
      endpoint: origin,
      fetch,
      run: globalThis.crypto.randomUUID(),
      now: async () => Date.now(),
      pass: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
      keyOf: (role) => (role === 'main' ? credentials : undefined),
      close: async () => {},
    }),
    close: async () => {},
  }
}
