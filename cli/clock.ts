import { Command } from 'commander'
import { controlCommand, controlOf, print, type ControlOptions } from './control-command.ts'
import { pairs } from './table.ts'

interface ClockView {
  readonly kind: string
  readonly iso: string
  readonly next: number | null
}

/** `chatapp-mock clock …`: the time of a world. */
export function clockCommand(): Command {
  const command = new Command('clock').description('shows and moves the clock of a world')
  const move = async (input: object, options: ControlOptions): Promise<void> =>
    show(
      (await (
        await controlOf(options)
      )('moveClock', { world: options.world, ...input })) as ClockView,
      options,
    )

  command.addCommand(
    controlCommand('show', 'shows the time').action(async (options: ControlOptions) =>
      show((await (await controlOf(options))('getClock', { world: options.world })) as ClockView, options),
    ),
  )
  command.addCommand(
    controlCommand('advance', 'moves a virtual clock forward')
      .argument('<duration>', 'such as 90s, 2h or 1d12h')
      .action((advance: string, options: ControlOptions) => move({ advance }, options)),
  )
  command.addCommand(
    controlCommand('to', 'moves a virtual clock to a time')
      .argument('<time>', 'such as 2026-01-02T00:00:00Z')
      .action((to: string, options: ControlOptions) => move({ to }, options)),
  )
  command.addCommand(
    controlCommand('next', 'moves a virtual clock to the next change').action((options: ControlOptions) =>
      move({ next: true }, options),
    ),
  )
  return command
}

function show(clock: ClockView, options: ControlOptions): void {
  print(clock, options, ({ kind, iso, next }) =>
    pairs([
      ['Time', `${iso} (${kind})`],
      ['Next change', next === null ? 'nothing is due' : new Date(next).toISOString()],
    ]),
  )
}
