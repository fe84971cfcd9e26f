import { Command, InvalidArgumentError, Option } from 'commander'
import { UsageError } from '../contracts/usage-error.ts'
import { readableCountries, sampleRecipients, type SampleRecipient } from '../scenarios/sample-recipients.ts'

interface SeedOptions {
  readonly recipients: number
  readonly country: readonly string[]
  readonly seed: number
  readonly format: 'csv' | 'jsonl'
}

/** `chatapp-mock seed`: sample recipients, the same bytes for the same seed. */
export function seedCommand(): Command {
  return new Command('seed')
    .description('prints sample recipients: numbers, names and order numbers')
    .option('--recipients <number>', 'how many', recipients, 1000)
    .option(
      '--country <codes>',
      `country codes, separated by commas; known: ${readableCountries.join(', ')}`,
      countries,
      ['86'],
    )
    .option('--seed <number>', 'the same seed gives the same bytes', whole, 1)
    .addOption(
      new Option('--format <format>', 'one line per recipient').choices(['csv', 'jsonl']).default('csv'),
    )
    .action(async ({ recipients: count, country, seed, format }: SeedOptions) => {
      const write = format === 'csv' ? csvLine : JSON.stringify
      if (format === 'csv') process.stdout.write('to,name,order\n')
      for await (const recipient of sampleRecipients({ count, countries: country, seed }))
        process.stdout.write(`${write(recipient)}\n`)
    })
}

const csvLine = ({ to, name, order }: SampleRecipient): string =>
  [to, name, order].map((cell) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')

function recipients(text: string): number {
  const count = whole(text)
  if (count < 1 || count > 10_000_000)
    throw new InvalidArgumentError('Expected a whole number from 1 to 10000000.')
  return count
}

function countries(text: string): string[] {
  const codes = text.split(',').map((code) => code.trim().replace(/^\+/, ''))
  const unknown = codes.find((code) => !readableCountries.includes(code))
  if (unknown !== undefined)
    throw new UsageError(
      `--country ${text}: no sample numbers for ${JSON.stringify(unknown)}. Known: ${readableCountries.join(', ')}.`,
    )
  return codes
}

function whole(text: string): number {
  if (!/^\d{1,10}$/.test(text)) throw new InvalidArgumentError('Expected a whole number.')
  return Number(text)
}
