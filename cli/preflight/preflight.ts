import { Command, InvalidArgumentError, Option } from 'commander'
import { wholeNumber } from '../whole-number.ts'
import type { PreflightCommand } from './run.ts'

/** `chatapp-mock preflight --file people.csv …`: judges every row of a campaign before it leaves. */
export function preflightCommand(): Command {
  return new Command('preflight')
    .description('judges every row of a campaign before it leaves; sends nothing and calls nothing')
    .requiredOption('--file <file>', 'CSV (first row: names of the columns) or JSON Lines')
    .requiredOption('--template <template>', 'code or name of the template')
    .option('--world <file>', 'world file that has the template and the numbers (default: the demo world)')
    .addOption(
      new Option('--format <format>', 'format of the file (default: by its name)').choices(['csv', 'jsonl']),
    )
    .option('--header', 'the first row of the CSV file names its columns, whatever it looks like')
    .option('--no-header', 'the first row of the CSV file is a person')
    .option('--to <column>', 'column of the recipient, by name or place')
    .option('--param <name=column>', 'column that fills a variable of the template; repeatable', pair, {})
    .option('--language <code>', 'language of the template', 'en')
    .option('--channel <channel>', 'whatsapp, viber, messenger or instagram', 'whatsapp')
    .option('--from <sender>', 'business number or sender id', '8613900000001')
    .option('--batch-size <number>', 'recipients per call', wholeNumber(1, 1000), 1000)
    .option('--limit <number>', 'most faults to print', wholeNumber(0, 10_000_000), 100)
    .option('--json', 'print JSON', false)
    .addHelpText(
      'after',
      `
Example: chatapp-mock preflight --file people.csv --template order_notice \\
  --param name=column2 --param order=column3

Exit codes: 0 every row can be sent, 1 a row or the campaign cannot, 2 something
given cannot be used.`,
    )
    .action(async (options: PreflightCommand) => {
      const { runPreflight } = await import('./run.ts')
      process.exitCode = await runPreflight(options)
    })
}

function pair(text: string, all: Readonly<Record<string, string>>): Record<string, string> {
  const at = text.indexOf('=')
  if (at < 1 || at === text.length - 1)
    throw new InvalidArgumentError('Expected a variable and a column, such as name=column2.')
  return { ...all, [text.slice(0, at)]: text.slice(at + 1) }
}
