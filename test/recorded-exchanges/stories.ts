import { openLocalTarget } from '../../cli/contract/targets.ts'
import { library } from '../../scenarios/library/index.ts'
import { playScenario } from '../../scenarios/play.ts'
import type { Target } from '../../scenarios/target.ts'
import { digest, enter, type Recorded } from './record.ts'

/** Plays every scenario of the library in this process, each in a new emulator so that none depends on those before it. */
export async function recordStories(recorded: Recorded): Promise<void> {
  for (const scenario of library) {
    let answers = 0
    const target = await openLocalTarget('in-process')
    const listening = tapped(target, async (response) => {
      enter(recorded, `scenario ${scenario.name}, answer ${++answers}`, await outcomeOf(response))
    })
    const { steps } = await playScenario(scenario, listening, { clock: () => 0 }).finally(target.close)
    for (const { index, title, outcome, answers: seen } of steps) {
      const values = seen.map(({ value }) => value)
      enter(
        recorded,
        `scenario ${scenario.name}, step ${index + 1}: ${title}`,
        `${outcome} ${digest(JSON.stringify(values))}`,
      )
    }
  }
}

/** A target whose answers are shown to `onAnswer` as well. */
const tapped = (target: Target, onAnswer: (response: Response) => Promise<void>): Target => ({
  ...target,
  async open(given) {
    const stage = await target.open(given)
    return {
      ...stage,
      fetch: async (url, init) => {
        const response = await stage.fetch(url, init)
        await onAnswer(response.clone())
        return response
      },
    }
  },
})

async function outcomeOf(response: Response): Promise<string> {
  const headers = [...response.headers].map(([name, value]) => `${name}: ${value}`).sort()
  const body = await response.arrayBuffer().then(
    (bytes) => digest(new Uint8Array(bytes)),
    () => 'broken-off',
  )
  return `${response.status} ${digest(headers.join('\n'))} ${body}`
}
