import { Command, InvalidArgumentError } from 'commander'
import { parseDuration } from '../../contracts/duration.ts'
import { headerOption } from '../header-option.ts'
import { wholeNumber } from '../whole-number.ts'
import type { StormCommand } from './run.ts'

/** `chatapp-mock storm --receipts …`: receipts out of order, again, together, and whether the application ends where it should. */
export function stormCommand(): Command {
  return new Command('storm')
    .description(
      'delivers receipts in every way the platform may, and finds where your application ends up wrong',
    )
    .requiredOption('--receipts <url>', 'address at which your application receives receipts')
    .requiredOption(
      '--read <url>',
      'address that tells the state of a message, with {MessageId} or {To} in it',
    )
    .option('--field <name>', 'field of the JSON answer of --read that counts, such as data.status')
    .option('--effects <url>', 'address that tells, as a number, how much receipts made it do')
    .option('--effects-field <name>', 'field of the JSON answer of --effects that is the number')
    .option(
      '--register <url>',
      'address that takes {"MessageId","To"} by POST, as your code does after a send',
    )
    .option('--restart <command>', 'command that restarts your application and ends when it is up')
    .option('--runs <number>', 'schedules to play', wholeNumber(1, 1_000_000), 200)
    .option(
      '--seed <number>',
      'seed of the schedules (default: a fresh one, printed)',
      wholeNumber(0, 4_294_967_295),
    )
    .option('--settle <duration>', 'how long your application may take after its answer', duration, 100)
    .option(
      '--header <name:value>',
      'header of every request, such as Authorization; repeatable',
      headerOption,
      {},
    )
    .option('--allow-host <name>', 'host that may be called beside this machine; repeatable', collect, [])
    .option('--out <file>', 'where to write the schedule that was found, for --replay')
    .option('--test <file>', 'where to write it as a test for vitest')
    .option('--replay <file>', 'play this schedule and no other')
    .option('--json', 'print JSON', false)
    .addHelpText(
      'after',
      `
Example: chatapp-mock storm --receipts http://127.0.0.1:8080/receipts \\
  --read 'http://127.0.0.1:8080/messages/{MessageId}' --field status --seed 7

Exit codes: 0 nothing found, 1 a schedule was found, 2 there is no consumer
there, or something given cannot be used.`,
    )
    .action(async (options: StormCommand) => {
      const { runStormCommand } = await import('./run.ts')
      process.exitCode = await runStormCommand(options)
    })
}

const collect = (text: string, all: readonly string[]): string[] => [...all, text]

function duration(text: string): number {
  const milliseconds = parseDuration(text)
  if (milliseconds === undefined || milliseconds > 60_000)
    throw new InvalidArgumentError('Expected a duration up to 60s, such as 200ms.')
  return milliseconds
}
