import { Command } from 'commander'
import { UsageError } from '../contracts/usage-error.ts'
import type { ControlCall } from '../mock-server/entry/world-handle.ts'

/** Options of every command that speaks to a running emulator. */
export interface ControlOptions {
  readonly url: string
  readonly world: string
  readonly token?: string
  readonly json: boolean
}

/** A command that speaks to a running emulator. */
export function controlCommand(name: string, summary: string): Command {
  return new Command(name)
    .description(summary)
    .option(
      '--url <url>',
      'address of the emulator',
      process.env['CHATAPP_MOCK_URL'] ?? 'http://127.0.0.1:4010',
    )
    .option('--world <id>', 'world to speak of', 'demo')
    .option('--token <token>', 'token the emulator was started with', process.env['CHATAPP_MOCK_TOKEN'])
    .option('--json', 'print JSON', false)
}

/** Operations of the control API of the emulator the options name. Refusals become `UsageError`. */
export async function controlOf({ url, token }: ControlOptions): Promise<ControlCall> {
  if (!URL.canParse(url))
    throw new UsageError(
      `--url is ${JSON.stringify(url)}; expected an address such as http://127.0.0.1:4010.`,
    )
  const { ControlError, controlOverHttp } = await import('../mock-server/entry/connect.ts')
  const call = controlOverHttp(url.replace(/\/$/, ''), token)
  return (id, input) =>
    call(id, input).catch((error: unknown) => {
      throw error instanceof ControlError ? new UsageError(error.message) : error
    })
}

/** Prints the result as JSON, or as the text made of it. */
export function print<T>(result: T, { json }: { readonly json: boolean }, text: (result: T) => string): void {
  console.log(json ? JSON.stringify(result, undefined, 2) : text(result))
}
