#!/usr/bin/env node
import { Command } from 'commander'
import { UsageError } from '../contracts/usage-error.ts'
import { startCommand } from './start.ts'
import { version } from '../mock-server/version.ts'

/** Exit code of every complaint about what the person gave. */
const usageExitCode = 2

const program = new Command('chatapp-mock')
  .description('A local stand-in for Alibaba Cloud Chat App Message Service (cams 2020-06-06).')
  .version(version)
  .exitOverride()
  .configureHelp({ helpWidth: 80 })
  .showHelpAfterError('(chatapp-mock --help lists the commands, chatapp-mock <command> --help its options)')
  .addCommand(startCommand())
  .addCommand(lazily('explain', 'explains the answer to a request', '<request-id>', async () => (await import('./explain.ts')).explain))
  .addCommand(lazily('evidence', 'lists all rules by how well they are supported', '', async () => (await import('./evidence.ts')).evidence))
  .addCommand(lazily('openapi', 'prints the OpenAPI 3.1 document of the API', '', async () => (await import('./openapi.ts')).openapi))

for (const command of program.commands) command.copyInheritedSettings(program)

try {
  await program.parseAsync()
} catch (error) {
  process.exitCode = exitCodeOf(error)
}

/** A command whose code is read only when it is used. */
function lazily<Options>(name: string, summary: string, argument: string, load: () => Promise<(argument: string, options: Options) => Promise<void>>): Command {
  const command = new Command(name).description(summary).option('--url <url>', 'address of the running emulator', 'http://127.0.0.1:4010').option('--json', 'print JSON', false)
  if (argument !== '') command.argument(argument)
  return command.action(async (...given: unknown[]) => {
    const options = command.opts<object>() as Options
    await (await load())(argument === '' ? '' : String(given[0]), options)
  })
}

function exitCodeOf(error: unknown): number {
  if (error instanceof UsageError) {
    console.error(error.message)
    return usageExitCode
  }
  const { code, exitCode } = error as { code?: string; exitCode?: number }
  if (code?.startsWith('commander.')) return exitCode === 0 ? 0 : usageExitCode
  console.error(error)
  return 1
}
