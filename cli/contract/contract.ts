import { Command, InvalidArgumentError, Option } from 'commander'
import type { ContractOptions } from './run.ts'

const list = (text: string, all: readonly string[] = []): string[] => [
  ...all,
  ...text
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== ''),
]
const collect = (text: string, all: readonly string[] = []): string[] => [...all, text]

/** `chatapp-mock contract`: plays scenarios on a target and says where the contract is not kept. */
export function contractCommand(): Command {
  return new Command('contract')
    .description('plays scenarios on the emulator or the live service, and reports')
    .argument('[files...]', 'scenario files, YAML or JSON; the library unless given')
    .option('--target <target>', 'mock, msw, in-process, live, or the URL of an emulator', 'mock')
    .option(
      '--only <names>',
      'scenarios to play, separated by commas; * stands for any text; repeatable',
      list,
    )
    .option('--list', 'list the scenarios and play none', false)
    .option('--against <target>', 'play on a second target, too, and compare')
    .addOption(
      new Option('--client <client>', 'who makes the calls: the SDK of this project, or a program of yours')
        .choices(['sdk', 'command'])
        .default('sdk'),
    )
    .option('--command <command>', 'the program; see docs/scenarios.md')
    .option('--set <name=value>', 'value for {{name}} in stories; repeatable', collect)
    .option('--junit <file>', 'write a report as JUnit XML')
    .option('--json <file>', 'write a report as JSON, exchanges included')
    .option('--html <file>', 'write a report as one HTML page')
    .option('--github', 'print annotations for GitHub Actions', process.env['GITHUB_ACTIONS'] === 'true')
    .option('--live', 'allow calls that may reach real people', false)
    .option('--endpoint <url>', 'address of the live service')
    .option('--recipients <list>', 'who may be sent to on live, separated by commas', list)
    .option('--budget <number>', 'most messages a live run may send', count)
    .option('--dry-run', 'print the plan of a live run and send nothing', false)
    .option(
      '--observations <folder>',
      'where a live run keeps what it observed, redacted',
      'docs/observations',
    )
    .addHelpText(
      'after',
      `
Exit codes: 0 everything as expected, 1 a scenario failed or none was played,
2 something given cannot be used, 3 the two targets differ.`,
    )
    .action(async (files: string[], options: ContractOptions) =>
      (await import('./run.ts')).runContract(files, options),
    )
}

function count(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError('Expected a whole number from 0.')
  return Number(text)
}
