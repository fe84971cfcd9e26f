import { stringify } from 'yaml'
import { didYouMean } from '../../contracts/nearest.ts'
import { UsageError } from '../../contracts/usage-error.ts'
import { encodeInput } from '../../contracts/wire/decode-input.ts'
import { freshSeed } from '../../mock-server/ports/random.ts'
import { defaultBindings } from '../../scenarios/bindings.ts'
import { inputOf } from '../../scenarios/make-call.ts'
import { defineScenario } from '../../scenarios/parse-scenario.ts'
import { playScenario } from '../../scenarios/play.ts'
import { complaintsOf } from '../../scenarios/reports/run.ts'
import type { Scenario, StepOf } from '../../scenarios/scenario.ts'
import { signByHand } from '../../scenarios/sign-by-hand.ts'
import type { Target } from '../../scenarios/target.ts'
import { localTargets, openEmulatorAt, openLocalTarget, type LocalTarget } from '../contract/targets.ts'
import { massSends, type GeneratedCall } from './calls.ts'
import { isLiveEndpoint } from '../contract/live-endpoint.ts'

export interface FuzzOptions {
  readonly target: string
  readonly runs: number
  readonly seed?: number
}

/** Plays generated calls and prints how it went. Throws `UsageError` when there is no such target. */
export async function runFuzz({ target: name, runs, seed = freshSeed() }: FuzzOptions): Promise<void> {
  const target = await openTarget(name)
  try {
    const failure = await fuzz(target, { runs, seed })
    if (failure === undefined)
      return console.log(`${runs} calls on ${target.name} were answered as the contract says (seed ${seed}).`)
    console.log(failure)
    process.exitCode = 1
  } finally {
    await target.close()
  }
}

/** Plays generated calls. The smallest that is answered wrongly, as text: what is wrong, a scenario file, and a curl command; undefined when there is none. */
export async function fuzz(
  target: Target,
  { runs, seed }: { readonly runs: number; readonly seed: number },
): Promise<string | undefined> {
  const fc = await import('fast-check').catch(() => {
    throw new UsageError('fuzz needs the package fast-check: npm install --save-dev fast-check')
  })
  const complaints = async (call: GeneratedCall): Promise<string[]> =>
    (await playScenario(toScenario(call), target, { clock: () => 0 })).steps.flatMap(complaintsOf)
  const result = await fc.check(
    fc.asyncProperty(massSends(fc), async (call) => (await complaints(call)).length === 0),
    { seed: seed | 0, numRuns: runs },
  )
  const [smallest] = result.counterexample ?? []
  if (smallest === undefined) return undefined
  const wrong = await complaints(smallest)
  const address = URL.canParse(target.name) ? new URL(target.name).origin : usualAddress
  return [
    `Call ${result.numRuns} of ${runs} is answered wrongly on ${target.name} (seed ${seed}, ${result.numShrinks} times made smaller):`,
    ...wrong.map((line) => `  ${line}`),
    '',
    '# as a scenario, for chatapp-mock contract <file>',
    toYaml(smallest),
    `# with curl, against ${address}; good for 15 minutes`,
    toCurl(smallest, address),
  ].join('\n')
}

function toScenario({ with: parameters, fault }: GeneratedCall): Scenario {
  return defineScenario({
    name: 'generated',
    summary:
      fault === undefined
        ? 'A call that fits the contract is accepted.'
        : `A call whose only fault is that ${fault} is refused.`,
    effectOnLive: 'never',
    story: [
      {
        call: 'SendChatappMassMessage',
        with: { ...parameters },
        expect:
          fault === undefined
            ? { Code: 'OK' }
            : { error: { $matches: '^(Missing|Invalid|DetailError)' }, status: 400 },
      },
    ],
  })
}

function toYaml(call: GeneratedCall): string {
  const { name, summary, effectOnLive, story } = toScenario(call)
  const { call: operation, with: parameters, expect } = story[0] as StepOf<'call'>
  return stringify({ name, summary, effectOnLive, story: [{ call: operation, with: parameters, expect }] })
}

/** Where `chatapp-mock start` listens. */
const usualAddress = 'http://127.0.0.1:4010'

function toCurl(call: GeneratedCall, endpoint: string): string {
  const [step] = toScenario(call).story as [StepOf<'call'>]
  const parameters = encodeInput(inputOf(step, defaultBindings))
  const { url, method, headers, body } = signByHand({
    endpoint,
    operation: step.call,
    parameters,
    credentials: { accessKeyId: 'mock-ak-1', accessKeySecret: 'mock-sk-1' },
    as: step.as,
    wire: { without: [], system: {}, unsigned: false },
    now: Date.now(),
    nonce: globalThis.crypto.randomUUID(),
  })
  return [
    `curl -X ${method} ${quoted(url)}`,
    ...Object.entries(headers).map(([name, value]) => `  -H ${quoted(`${name}: ${value}`)}`),
    `  --data-raw ${quoted(body)}`,
  ].join(' \\\n')
}

const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`

async function openTarget(name: string): Promise<Target> {
  if ((localTargets as readonly string[]).includes(name)) return openLocalTarget(name as LocalTarget)
  if (name === 'live' || !/^https?:/.test(name) || !URL.canParse(name))
    throw new UsageError(
      `There is no target ${name} for fuzz.${didYouMean(name, localTargets)} Known: ${localTargets.join(', ')}, or the URL of an emulator. Generated calls never go to the live service.`,
    )
  const emulator = isLiveEndpoint(name) ? undefined : await openEmulatorAt(name)
  if (emulator === undefined)
    throw new UsageError(
      `What answers at ${name} is no emulator. Generated calls never go to the live service.`,
    )
  return emulator
}
