import { Command, InvalidArgumentError } from 'commander'
import type { FuzzOptions } from './run.ts'

/** `chatapp-mock fuzz`: generated calls, valid and with one fault each, until one is not answered as the contract says. */
export function fuzzCommand(): Command {
  return new Command('fuzz')
    .description('generates calls from the contract, and prints the smallest one that is answered wrongly')
    .option('--target <target>', 'mock, msw, in-process, or the URL of an emulator', 'in-process')
    .option('--runs <number>', 'how many calls to make', whole(1), 500)
    .option('--seed <number>', 'seed of the calls (default: a fresh one, printed)', whole(0))
    .action(async (options: FuzzOptions) => (await import('./run.ts')).runFuzz(options))
}

function whole(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (!/^\d{1,10}$/.test(text) || value < least || value > 4_294_967_295)
      throw new InvalidArgumentError(`Expected a whole number from ${least}.`)
    return value
  }
}
