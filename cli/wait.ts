import { InvalidArgumentError, Option, type Command } from 'commander'
import { formatDuration } from '../contracts/duration.ts'
import { controlCommand, controlOf, print, type ControlOptions } from './control-command.ts'

interface Waited {
  readonly satisfied: boolean
  readonly at: number
  readonly waited: number
  readonly matches: readonly {
    readonly to?: string
    readonly status?: unknown
    readonly requestId: string
    readonly code?: string
  }[]
  readonly reason?: string
}

/** `chatapp-mock wait <query>`: until messages match; exit code 1 when they do not. */
export function waitCommand(): Command {
  return controlCommand('wait', 'waits until messages match a query; exit code 1 when they do not')
    .argument('<query>', 'such as "to:8613800000001 status:Delivered"')
    .addOption(
      new Option('--of <what>', 'what the query is about')
        .choices(['messages', 'exchanges'])
        .default('messages'),
    )
    .option('--count <number>', 'how many must match', count, 1)
    .option('--within <duration>', 'most time of the world to wait, such as 48h')
    .action(
      async (
        query: string,
        {
          of,
          count: wanted,
          within,
          ...options
        }: ControlOptions & { of: string; count: number; within?: string },
      ) => {
        const call = await controlOf(options)
        const result = (await call('wait', {
          world: options.world,
          for: query,
          of,
          count: wanted,
          ...(within === undefined ? {} : { within }),
        })) as Waited
        print(result, options, text)
        if (!result.satisfied) process.exitCode = 1
      },
    )
}

function text({ satisfied, waited, matches, reason }: Waited): string {
  if (!satisfied) return `Not satisfied. ${reason ?? ''}`
  const lines = matches
    .slice(0, 10)
    .map(
      ({ to, status, requestId, code }) =>
        `  ${to ?? requestId}  ${String(status)}${code === undefined ? '' : ` ${code}`}`,
    )
  return [
    `Satisfied after ${formatDuration(waited)}: ${matches.length} match.`,
    ...lines,
    ...(matches.length > 10 ? [`  and ${matches.length - 10} more`] : []),
  ].join('\n')
}

function count(value: string): number {
  if (!/^[1-9]\d{0,6}$/.test(value)) throw new InvalidArgumentError('Expected a whole number from 1.')
  return Number(value)
}
