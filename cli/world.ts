import { Command, InvalidArgumentError, Option } from 'commander'
import { controlCommand, controlOf, print, type ControlOptions } from './control-command.ts'
import { readText, writeText } from './read-text.ts'
import { pairs, table } from './table.ts'

interface WorldView {
  readonly id: string
  readonly seed: number
  readonly clock: { readonly kind: string; readonly iso: string }
  readonly keys: readonly {
    readonly id: string
    readonly secret: string
    readonly active: boolean
    readonly account: string
    readonly user?: string
    readonly securityToken?: string
  }[]
  readonly spaces: readonly string[]
  readonly marks: readonly string[]
  readonly exchanges: number
  readonly batches: number
}

/** `chatapp-mock world …`: worlds of a running emulator. */
export function worldCommand(): Command {
  const command = new Command('world').description(
    'lists, makes, forks, marks, rewinds, exports and removes worlds',
  )

  command.addCommand(
    controlCommand('list', 'lists the worlds').action(async (options: ControlOptions) => {
      const call = await controlOf(options)
      print(
        (await call('listWorlds', {})) as { worlds: { id: string; seed: number; exchanges: number }[] },
        options,
        ({ worlds }) =>
          table([
            ['WORLD', 'SEED', 'EXCHANGES'],
            ...worlds.map(({ id, seed, exchanges }) => [id, String(seed), String(exchanges)]),
          ]),
      )
    }),
  )
  command.addCommand(
    controlCommand('create', 'makes a world with keys of its own')
      .option('--file <file>', 'world file, YAML or JSON, instead of the demo accounts')
      .option('--seed <number>', 'seed of its ids and all other chance', wholeNumber, 1)
      .addOption(
        new Option('--clock <kind>', "the machine's time, or a clock that stands still until moved")
          .choices(['system', 'virtual'])
          .default('virtual'),
      )
      .option('--lenient', 'adopt unknown senders and templates', false)
      .action(
        async ({
          file,
          seed,
          clock,
          lenient,
          ...options
        }: ControlOptions & { file?: string; seed: number; clock: string; lenient: boolean }) => {
          const call = await controlOf(options)
          const document =
            file === undefined
              ? {}
              : {
                  document: await (
                    await import('../mock-server/world-file/world-file.ts')
                  ).readWorldFile(await readText(file), file),
                }
          show((await call('createWorld', { seed, clock, lenient, ...document })) as WorldView, options)
        },
      ),
  )
  command.addCommand(
    controlCommand('fork', 'makes a world that starts where --world stands').action(
      async (options: ControlOptions) => {
        show((await (await controlOf(options))('createWorld', { from: options.world })) as WorldView, options)
      },
    ),
  )
  command.addCommand(onWorld(controlCommand('show', 'shows --world and its keys'), 'getWorld'))
  command.addCommand(onWorld(controlCommand('reset', 'takes --world back to its beginning'), 'resetWorld'))
  command.addCommand(
    onWorld(
      controlCommand('mark', 'remembers where --world stands').argument('[name]', 'name of the mark', 'mark'),
      'markWorld',
    ),
  )
  command.addCommand(
    onWorld(
      controlCommand('rewind', 'takes --world back to a mark').argument('[name]', 'name of the mark', 'mark'),
      'rewindWorld',
    ),
  )
  command.addCommand(
    controlCommand('remove', 'throws --world away').action(async (options: ControlOptions) => {
      print(
        (await (
          await controlOf(options)
        )('removeWorld', { world: options.world })) as { removed: string },
        options,
        ({ removed }) => `Removed ${removed}.`,
      )
    }),
  )
  command.addCommand(
    controlCommand('export', 'prints the accounts, senders and templates of --world as a world file').action(
      async (options: ControlOptions) => {
        const { stringify } = await import('yaml')
        print(
          await (
            await controlOf(options)
          )('exportWorld', { world: options.world }),
          options,
          (document) => stringify(document).trimEnd(),
        )
      },
    ),
  )
  command.addCommand(
    controlCommand('capsule', 'writes everything that led --world to where it stands, for replay')
      .argument('<file>')
      .action(async (file: string, options: ControlOptions) => {
        const { text } = (await (
          await controlOf(options)
        )('getCapsule', { world: options.world })) as { text: string }
        await writeText(file, text)
        print({ file }, options, () => `${file}: play it with chatapp-mock replay ${file}`)
      }),
  )
  command.addCommand(
    controlCommand('seed', 'adds the content of a world file to --world')
      .argument('<file>')
      .action(async (file: string, options: ControlOptions) => {
        const { parseWorldFile } = await import('../mock-server/world-file/world-file.ts')
        const document = await parseWorldFile(await readText(file), file)
        show(
          (await (
            await controlOf(options)
          )('seedWorld', { world: options.world, document })) as WorldView,
          options,
        )
      }),
  )
  return command
}

/** A subcommand that carries out one operation on the world, and shows it. */
function onWorld(command: Command, operation: string): Command {
  return command.action(async (...given: unknown[]) => {
    const options = command.opts<ControlOptions>()
    const name = command.registeredArguments.length > 0 ? { name: given[0] } : {}
    show(
      (await (
        await controlOf(options)
      )(operation, { world: options.world, ...name })) as WorldView,
      options,
    )
  })
}

function show(world: WorldView, options: ControlOptions): void {
  print(world, options, ({ id, seed, clock, keys, spaces, marks, exchanges, batches }) =>
    [
      pairs([
        ['World', id],
        ['Seed', String(seed)],
        ['Clock', `${clock.kind}, ${clock.iso}`],
        ['Spaces', spaces.join(', ')],
        ['Marks', marks.join(', ')],
        ['Exchanges', String(exchanges)],
        ['Batches', String(batches)],
      ]),
      '',
      table([['KEY', 'SECRET', 'WHO'], ...keys.flatMap(keyRows)]),
    ].join('\n'),
  )
}

function wholeNumber(text: string): number {
  if (!/^\d{1,10}$/.test(text)) throw new InvalidArgumentError('Expected a whole number.')
  return Number(text)
}

/** A key with whose it is, and below it the token it needs. */
function keyRows({
  id,
  secret,
  account,
  user,
  active,
  securityToken,
}: WorldView['keys'][number]): string[][] {
  const who = `${account}${user === undefined ? '' : ` ${user}`}${active ? '' : ', inactive'}`
  return [[id, secret, who], ...(securityToken === undefined ? [] : [['', '', `token ${securityToken}`]])]
}
