import type { Command } from 'commander'
import { Option } from 'commander'
import { UsageError } from '../contracts/usage-error.ts'
import type { AuditView } from '../mock-server/entry/world-handle.ts'
import { controlCommand, controlOf, print, type ControlOptions } from './control-command.ts'
import { pairs } from './table.ts'

interface AuditOptions extends ControlOptions {
  readonly task?: string
  readonly group?: string
  readonly show: string
  readonly limit: string
}

/** `chatapp-mock audit --task …`: whether each recipient got its message once. Exits with 1 when one did not. */
export function auditCommand(): Command {
  return controlCommand('audit', 'says how many messages to each recipient were accepted')
    .option('--task <TaskId>', 'all sends with this TaskId')
    .option('--group <GroupMessageId>', 'the sends that say what this batch says')
    .addOption(
      new Option('--show <which>', 'recipients to list, by messages accepted')
        .choices(['none', 'more', 'not-once', 'all'])
        .default('not-once'),
    )
    .option('--limit <number>', 'most recipients to list, up to 1000', '20')
    .action(async ({ task, group, show, limit, ...options }: AuditOptions) => {
      if ((task === undefined) === (group === undefined))
        throw new UsageError('Give --task with a TaskId, or --group with a GroupMessageId.')
      const scope = task === undefined ? { group } : { task }
      const audit = (await (
        await controlOf(options)
      )('auditSends', { world: options.world, ...scope, show, limit })) as AuditView
      print(audit, options, text)
      if (audit.none > 0 || audit.more > 0) process.exitCode = 1
    })
}

function text({ recipients, none, once, more, duplicates, calls, list, next }: AuditView): string {
  const guilty = calls.filter(({ repeats }) => repeats > 0)
  return [
    pairs([
      ['Recipients', String(recipients)],
      ['No message', String(none)],
      ['One message', String(once)],
      ['More', `${more}${duplicates === 0 ? '' : `, ${duplicates} messages too many`}`],
      [
        'Calls',
        `${calls.length}, ${calls.filter(({ groupMessageId }) => groupMessageId === undefined).length} not carried out`,
      ],
    ]),
    ...(guilty.length === 0
      ? []
      : [
          '',
          'Calls that sent again what had been accepted:',
          ...guilty.map(({ requestId, repeats }) => `  ${requestId}  ${repeats}`),
        ]),
    ...list.flatMap(({ to, accepted, calls: of }, index) => [
      ...(index === 0 ? [''] : []),
      `${to}  ${accepted}`,
      ...of.map((call) => `  ${call.requestId}  ${call.accepted ? 'accepted' : 'not carried out'}`),
    ]),
    ...(next === null ? [] : ['(more: raise --limit)']),
  ].join('\n')
}
