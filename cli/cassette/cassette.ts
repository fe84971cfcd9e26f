import { Command } from 'commander'
import { withKey } from './redaction-options.ts'

const run = () => import('./run.ts')

/** `chatapp-mock cassette …`: looks at cassettes, and makes other things of them. */
export function cassetteCommand(): Command {
  const command = new Command('cassette').description(
    'checks cassettes, and makes scenarios and HTTP archives of them',
  )
  command.addCommand(
    new Command('check')
      .description('reads a cassette to its end, and says what it holds and where it leaves the contract')
      .argument('<file>')
      .option('--json', 'print JSON', false)
      .action(async (file: string, options: { json: boolean }) => (await run()).checkCassette(file, options)),
  )
  command.addCommand(
    new Command('to-scenario')
      .description('prints a scenario with the calls of a cassette, as YAML')
      .argument('<file>')
      .option('--name <name>', 'name of the scenario', 'recorded')
      .option('--out <file>', 'write it to a file instead')
      .action(async (file: string, options: { name: string; out?: string }) =>
        (await run()).cassetteToScenario(file, options),
      ),
  )
  command.addCommand(
    new Command('to-har')
      .description('prints an HTTP archive (HAR 1.2) of a cassette, pseudonyms and all')
      .argument('<file>')
      .option(
        '--origin <url>',
        'where the calls are said to have gone',
        'https://cams.ap-southeast-1.aliyuncs.com',
      )
      .option('--out <file>', 'write it to a file instead')
      .action(async (file: string, options: { origin: string; out?: string }) =>
        (await run()).cassetteToHar(file, options),
      ),
  )
  command.addCommand(
    withKey(
      new Command('from-har')
        .description('makes a cassette of the API calls of an HTTP archive, redacted')
        .argument('<har>')
        .argument('<file>'),
    )
      .option('--no-redact', "write the cassette as it is: for data that are nobody's")
      .action(async (har: string, file: string, options: { key?: string; redact: boolean }) =>
        (await run()).cassetteFromHar(har, file, options),
      ),
  )
  return command
}
