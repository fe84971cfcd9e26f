import { Command, InvalidArgumentError, Option } from 'commander'
import type { SendOptions } from './options.ts'

/** `chatapp-mock send`: sends a template to everybody in a file. */
export function sendCommand(): Command {
  return new Command('send')
    .description(
      'sends a template message to all recipients of a file, to the emulator or, with --live, to the real service',
    )
    .requiredOption(
      '--file <file>',
      'CSV (first row: names of the columns) or JSON Lines; - reads standard input',
    )
    .requiredOption('--template <template>', 'code or name of the template')
    .addOption(
      new Option(
        '--format <format>',
        'format of the file (default: by its name, csv for standard input)',
      ).choices(['csv', 'jsonl']),
    )
    .option('--header', 'the first row of the CSV file names its columns, whatever it looks like')
    .option('--no-header', 'the first row of the CSV file is a person')
    .option(
      '--to <column>',
      'column of the recipient, by name or place (default: the one called to, phone, number or the like)',
    )
    .option(
      '--param <name=column>',
      'column that fills a variable of the template, by name or place (2 or column2); repeatable (default: the column of the same name)',
      pair,
      {},
    )
    .option('--language <code>', 'language of the template', 'en')
    .option('--channel <channel>', 'whatsapp, viber, messenger or instagram', 'whatsapp')
    .option(
      '--from <sender>',
      'business number, or the sender id of another channel (default with the emulator: its demo number)',
    )
    .option('--space <id>', 'CustSpaceId (default with the emulator: its demo space)')
    .option('--task-id <id>', 'TaskId, which comes back in receipts')
    .option('--batch-size <number>', 'recipients per call', wholeNumber(1, 1000), 1000)
    .option('--rate <number>', 'calls per second', wholeNumber(1, 1000), 10)
    .option('--dry-run', 'send nothing; show the first three messages', false)
    .option(
      '--text <text>',
      'text of the template, where it cannot be looked up: its variables, and the preview of --dry-run',
    )
    .option('--resume', 'continue the send that stopped, from its checkpoint', false)
    .option('--checkpoint <file>', 'where to remember how far the send has come (default: beside the file)')
    .option('--failed <file>', 'where to write rows that were not sent (default: beside the file)')
    .option(
      '--url <url>',
      'address of the emulator, or another endpoint of the service',
      process.env['CHATAPP_MOCK_URL'],
    )
    .option('--live', 'send through the real service, to real people, with your own credentials', false)
    .addHelpText(
      'after',
      '\nExample: chatapp-mock send --file people.csv --template order_notice \\\n  --param name=column2 --param order=column3 --dry-run',
    )
    .action(async (options: SendOptions) => {
      const { runSend, systemPorts } = await import('./run.ts')
      process.exitCode = await runSend(options, systemPorts())
    })
}

function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (!/^\d+$/.test(text) || value < least || value > most)
      throw new InvalidArgumentError(`Expected a whole number from ${least} to ${most}.`)
    return value
  }
}

function pair(text: string, others: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const [, name, column] = /^([^=]+)=(.+)$/.exec(text) ?? []
  if (name === undefined || column === undefined)
    throw new InvalidArgumentError('Expected name=column, such as --param name=column2.')
  return { ...others, [name]: column }
}
