import { Command, InvalidArgumentError, Option } from 'commander'
import { assumptions, type AssumptionName, type Assumptions } from '../../contracts/evidence/assumptions.ts'
import { didYouMean } from '../../contracts/nearest.ts'
import { runServer, type StartOptions } from './run-server.ts'
import { portNumber, wholeNumber } from '../whole-number.ts'

/** `chatapp-mock start`: runs the emulator until it is told to stop. */
export function startCommand(): Command {
  const command = new Command('start')
  command.createOption = (flags, description) => fromEnvironment(new Option(flags, description))
  command
    .description('runs the emulator until SIGINT or SIGTERM')
    .option('--port <number>', 'port to listen on; 0 picks a free one', portNumber, 4010)
    .option('--host <address>', 'address to listen on; anything but loopback lets others in', '127.0.0.1')
    .option('--https-port <number>', 'listen for HTTPS as well, with a certificate made at start', portNumber)
    .option('--ca-out <file>', 'write the CA certificate that HTTPS clients have to trust to this file')
    .option('--world <file>', 'world file, YAML or JSON, that extends or replaces the demo world')
    .option('--faults <file>', 'what is to go wrong, YAML or JSON (docs/faults.md)')
    .option(
      '--seed <number>',
      'seed of ids and all other chance (default: a fresh one, shown in the banner)',
      wholeNumber(0, 4_294_967_295),
    )
    .addOption(
      command
        .createOption('--clock <kind>', "the machine's time, or a clock that stands still until moved")
        .choices(['system', 'virtual'])
        .default('system'),
    )
    .option('--lenient', 'adopt unknown senders and templates on first sight', false)
    .addOption(
      command
        .createOption('--throttle <mode>', 'documented rates on, off, or on with the code to answer')
        .choices(['on', 'off', 'System.LimitControl', 'Throttling.User'])
        .default('on'),
    )
    .option(
      '--assume <name=choice>',
      'choose another answer to something undocumented; repeatable, see `chatapp-mock evidence`',
      assumption,
    )
    .option('--journal-count <number>', 'exchanges each journal keeps', wholeNumber(1, 10_000_000), 10_000)
    .option('--journal-bytes <number>', 'bytes each journal keeps', wholeNumber(1, 2 ** 40), 64 * 1024 * 1024)
    .option('--control-token <token>', 'let other machines use the control API, with this bearer token')
    .option(
      '--control-host <name>',
      'host name the control API may be called by beside loopback; repeatable',
      hostNames,
    )
    .option(
      '--callback-host <name>',
      'host name receipts may be pushed to beside this machine; repeatable',
      hostNames,
    )
    .option(
      '--webhook <url>',
      'where receipts of the first account go: status, inbound and audit',
      webAddress,
    )
    .option('--capsules', 'keep what is done to worlds with a virtual clock, for `world capsule`', false)
    .option('--demo', 'fill the demo world with a week of sample campaigns to look around in', false)
    .option('--no-explain-headers', 'leave x-mock-rule and x-mock-evidence out of answers')
    .addOption(
      command
        .createOption('--log <level>', 'how much to log')
        .choices(['silent', 'error', 'info', 'debug'])
        .default('info'),
    )
    .option('--json', 'print banner and log lines as JSON', false)
    .action((options: StartOptions) => runServer(options))
  return command
}

/** Options that an environment variable may set; what is given as an option counts for more. */
const settable = [
  'port',
  'host',
  'https-port',
  'world',
  'seed',
  'clock',
  'throttle',
  'control-token',
  'control-host',
  'callback-host',
  'webhook',
  'log',
]

/** The option, set by its variable too, such as CHATAPP_MOCK_PORT for --port. */
function fromEnvironment(option: Option): Option {
  const name = option.long?.slice(2) ?? ''
  return settable.includes(name)
    ? option.env(`CHATAPP_MOCK_${name.replaceAll('-', '_').toUpperCase()}`)
    : option
}

/** Names of hosts, one after the other or with commas between them. */
const hostNames = (text: string, all: readonly string[] = []): string[] => [
  ...all,
  ...text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== ''),
]

function webAddress(text: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text
  throw new InvalidArgumentError('Expected an http or https URL, such as http://127.0.0.1:8080/receipts')
}

function assumption(text: string, chosen: Partial<Assumptions> = {}): Partial<Assumptions> {
  const [name = '', choice = ''] = text.split('=')
  if (!Object.hasOwn(assumptions, name))
    throw new InvalidArgumentError(
      `There is no assumption ${name}.${didYouMean(name, Object.keys(assumptions))}`,
    )
  const { choices } = assumptions[name as AssumptionName]
  if (!(choices as readonly string[]).includes(choice))
    throw new InvalidArgumentError(`${name} is one of ${choices.join(', ')}.${didYouMean(choice, choices)}`)
  return { ...chosen, [name]: choice }
}
