import { Command } from 'commander'
import type { ExecOptions } from './run.ts'
import { wholeNumber } from '../whole-number.ts'

/** `chatapp-mock exec -- npm test`: runs a command whose calls of the vendor's hosts reach an emulator. */
export function execCommand(): Command {
  return new Command('exec')
    .description('runs a command beside an emulator of its own; calls of the live host arrive there')
    .argument('<command...>', 'the command with its arguments, after --')
    .option('--world <file>', 'world file, YAML or JSON, that extends or replaces the demo world')
    .option('--seed <number>', 'seed of ids and all other chance', wholeNumber(0, 4_294_967_295), 1)
    .option('--lenient', 'adopt unknown senders and templates on first sight', false)
    .option('--offline', 'refuse connections to every other host as well', false)
    .option('--audit <TaskId>', 'end with 1 unless each recipient of this TaskId got exactly one message')
    .option(
      '--json',
      'print the summary as JSON to standard output, the output of the command to standard error',
      false,
    )
    .addHelpText(
      'after',
      `
Example: chatapp-mock exec --world world.yaml -- npm test

Exit codes: that of the command; 3 when it would have reached another service of
the vendor (the tripwire); 1 when --audit fails; 2 when it cannot be started;
128 + n when signal n ended it.`,
    )
    .action(async (command: string[], options: ExecOptions) => {
      const { runExec } = await import('./run.ts')
      process.exitCode = await runExec(command, options)
    })
}
