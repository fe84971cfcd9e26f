import { Command } from 'commander'
import { headerOption } from '../header-option.ts'
import { wholeNumber } from '../whole-number.ts'
import type { ConsumerCheckCommand } from './run.ts'

/** `chatapp-mock consumer-check --url …`: plays every shape of receipt against a webhook and judges its answers. */
export function consumerCheckCommand(): Command {
  return new Command('consumer-check')
    .description('plays every documented receipt against your webhook and judges the answers')
    .requiredOption('--url <url>', 'address at which your application receives receipts')
    .option('--read <url>', 'address that tells the state of a message, with {MessageId} or {To} in it')
    .option('--field <name>', 'field of the JSON answer of --read that counts, such as data.status')
    .option(
      '--header <name:value>',
      'header of every request, such as Authorization; repeatable',
      headerOption,
      {},
    )
    .option('--only <ids>', 'checks to run, separated by commas; * stands for any text', list)
    .option('--allow-host <name>', 'host that may be called beside this machine; repeatable', collect, [])
    .option(
      '--seed <number>',
      'seed of the MessageIds (default: a fresh one, printed)',
      wholeNumber(0, 4_294_967_295),
    )
    .option('--junit <file>', 'write a report as JUnit XML')
    .option('--html <file>', 'write a report as one HTML page')
    .option('--json', 'print JSON', false)
    .addHelpText(
      'after',
      `
Example: chatapp-mock consumer-check --url http://127.0.0.1:8080/receipts \\
  --read 'http://127.0.0.1:8080/messages/{MessageId}' --field status

Exit codes: 0 no check failed, 1 a check failed, 2 there is no consumer there,
or something given cannot be used.`,
    )
    .action(async (options: ConsumerCheckCommand) => {
      const { runConsumerCheck } = await import('./run.ts')
      process.exitCode = await runConsumerCheck(options)
    })
}

const list = (text: string): string[] =>
  text
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '')

const collect = (text: string, all: readonly string[]): string[] => [...all, text]
