#!/usr/bin/env node
import { Command } from 'commander'
import { UsageError } from '../contracts/usage-error.ts'
import { version } from '../mock-server/ports/version.ts'
import { hintAtChoices } from './choices-with-hints.ts'
import { auditCommand } from './audit.ts'
import { cassetteCommand } from './cassette/cassette.ts'
import { clockCommand } from './clock.ts'
import { consumerCheckCommand } from './consumer-check/consumer-check.ts'
import { contractCommand } from './contract/contract.ts'
import { evidenceCommand } from './evidence/evidence.ts'
import { execCommand } from './exec/exec.ts'
import { faultCommand } from './faults/fault.ts'
import { fuzzCommand } from './fuzz/fuzz.ts'
import { inboundCommand } from './inbound.ts'
import { explainCommand, journalCommand, messagesCommand } from './journal.ts'
import { openapiCommand } from './openapi.ts'
import { preflightCommand } from './preflight/preflight.ts'
import { recordCommand } from './cassette/record.ts'
import { replayCommand } from './cassette/replay.ts'
import { seedCommand } from './seed.ts'
import { sendCommand } from './send/send.ts'
import { startCommand } from './start/start.ts'
import { stormCommand } from './storm/storm.ts'
import { waitCommand } from './wait.ts'
import { worldCommand } from './world.ts'

/** Exit code of every complaint about what the person gave. */
const usageExitCode = 2

const program = new Command('chatapp-mock')
  .description('A local stand-in for Alibaba Cloud Chat App Message Service (cams 2020-06-06).')
  .version(version)
  .exitOverride()
  .configureHelp({ helpWidth: 80 })
  .showHelpAfterError('(chatapp-mock --help lists the commands, chatapp-mock <command> --help its options)')
  .addHelpText(
    'after',
    `
Exit codes: 0 done, 1 a condition was not met (wait, contract) or chatapp-mock
failed, 2 something given cannot be used: the message says what, and what to do.`,
  )

const commands = [
  startCommand(),
  worldCommand(),
  clockCommand(),
  waitCommand(),
  journalCommand(),
  messagesCommand(),
  inboundCommand(),
  faultCommand(),
  explainCommand(),
  auditCommand(),
  seedCommand(),
  execCommand(),
  consumerCheckCommand(),
  stormCommand(),
  preflightCommand(),
  sendCommand(),
  contractCommand(),
  fuzzCommand(),
  recordCommand(),
  replayCommand(),
  cassetteCommand(),
  evidenceCommand(),
  openapiCommand(),
]
for (const command of commands) program.addCommand(command)
inherit(program)

// Whoever reads the output may stop: the rest is said to nobody, and a server goes on.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
}

try {
  await program.parseAsync()
} catch (error) {
  process.exitCode = exitCodeOf(error)
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

/** Subcommands complain and help as the program does. */
function inherit(parent: Command): void {
  for (const command of parent.commands) {
    hintAtChoices(command)
    command
      .copyInheritedSettings(parent)
      .showHelpAfterError(`(${commandLine(command)} --help lists the options)`)
    inherit(command)
  }
}

function commandLine(command: Command): string {
  return command.parent === null ? command.name() : `${commandLine(command.parent)} ${command.name()}`
}
