import { Command } from 'commander'
import type { ReplayOptions } from './replay-run.ts'
import { portNumber } from '../whole-number.ts'

/** `chatapp-mock replay FILE`: answers calls from a cassette. */
export function replayCommand(): Command {
  return new Command('replay')
    .description('answers calls from a cassette until SIGINT or SIGTERM; goes the way of a capsule again')
    .argument('<file>', 'cassette, as journal --cassette and record write it, or capsule of a failed test')
    .option('--port <number>', 'port to listen on, on loopback; 0 picks a free one', portNumber, 4010)
    .option('--key <file>', 'file with the key the cassette was redacted with')
    .option('--repeat', 'answer calls beyond those recorded with the last of them', false)
    .option('--json', 'print JSON', false)
    .addHelpText(
      'after',
      `
A call that was not recorded is answered 404 Cassette.NoMatch, which says what
the nearest recording has instead. Without the key of a redacted cassette calls
are found by their form: country code and length of numbers, lengths of texts;
answers then hold pseudonyms.

A capsule is played to its end, or to the first byte that differs.

Exit codes: 0 every call was replayed, or every byte was the same; 1 not so; 2
something given cannot be used, such as a damaged cassette.`,
    )
    .action(async (file: string, options: ReplayOptions) =>
      (await import('./replay-run.ts')).runReplay(file, options),
    )
}
