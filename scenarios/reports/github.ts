import { complaintsOf, failedStep, sidesOf, type Run } from './run.ts'

/** A run as workflow commands, which GitHub shows beside the code. `files` says where a scenario was read from; those of the library have no file. */
export function githubAnnotations(run: Run, files: ReadonlyMap<string, string> = new Map()): string[] {
  const { target, against } = run
  const failures = sidesOf(run).flatMap((side) =>
    side.played.flatMap((each) => {
      const step = failedStep(each)
      if (step === undefined) return []
      return [
        command(
          'error',
          each.scenario.name,
          `${each.scenario.name} on ${side.target}`,
          `step ${step.index + 1}: ${step.title}\n${complaintsOf(step).join('\n')}`,
        ),
      ]
    }),
  )
  const differences = (against?.differences ?? []).map(
    ({ scenario, step, class: of, pointer, first, second }) =>
      command(
        'error',
        scenario,
        `${of} in ${scenario}`,
        `step ${step + 1} ${pointer}: ${target} ${first}, ${against?.target} ${second}`,
      ),
  )
  return [...failures, ...differences]

  function command(level: string, scenario: string, title: string, text: string): string {
    const file = files.get(scenario)
    return `::${level} ${file === undefined ? '' : `file=${property(file)},`}title=${property(title)}::${message(text)}`
  }
}

const message = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
const property = (text: string): string => message(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
