import { Command, InvalidArgumentError } from 'commander'
import { UsageError } from '../../contracts/usage-error.ts'
import { faults } from '../../mock-server/faults/library/index.ts'
import type { FaultView } from '../../mock-server/entry/world-handle.ts'
import { controlCommand, controlOf, print, type ControlOptions } from '../control-command.ts'
import { pairs, wrap } from '../table.ts'

/** Options of `fault add` that are a condition of `when`. */
interface Conditions {
  readonly operation?: string
  readonly account?: string
  readonly key?: string
  readonly query?: string
  readonly from?: string
  readonly until?: string
  readonly nth?: number[]
  readonly every?: number
  readonly probability?: number
  readonly count?: number
}

interface AddOptions extends ControlOptions, Conditions {
  readonly file?: string
  readonly id?: string
  readonly at?: string
  readonly with?: Readonly<Record<string, unknown>>
}

/** `chatapp-mock fault …`: what is to go wrong in a world of a running emulator. */
export function faultCommand(): Command {
  const command = new Command('fault').description('sets, lists and clears what is to go wrong')
  command.addCommand(
    controlCommand('add', 'sets a fault, or those of a file')
      .argument('[name]', 'name of the fault: chatapp-mock fault known')
      .option('--file <file>', 'YAML or JSON with a list `faults`, instead of a name')
      .option('--id <id>', 'a name to clear it by (default: f1, f2, …)')
      .option(
        '--at <stage>',
        'where it strikes: before-read, before-commit, after-commit, mid-answer or callback',
      )
      .option(
        '--with <name=value>',
        'parameter, such as fixed=2s or logNormal.median=200ms; repeatable',
        parameter,
      )
      .option('--operation <name>', 'only calls of this operation, `*` for any text')
      .option('--account <uid>', 'only calls of this account')
      .option('--key <id>', 'only calls with this AccessKeyId')
      .option('--query <query>', 'only calls that match, such as "task:A to:8613800000001"')
      .option('--from <time>', 'not before this time, or so long from now')
      .option('--until <time>', 'no longer than to this time, or so long from now')
      .option('--nth <number>', 'only the nth of them; repeatable', (text: string, all: number[] = []) => [
        ...all,
        whole(text),
      ])
      .option('--every <number>', 'every so many of them', whole)
      .option('--probability <number>', 'by chance, from 0 to 1', fraction)
      .option('--count <number>', 'at most so often', whole)
      .action(async (name: string | undefined, options: AddOptions) => {
        const {
          file,
          id,
          at,
          with: parameters,
          operation,
          account,
          key,
          query,
          from,
          until,
          nth,
          every,
          probability,
          count,
        } = options
        const own = defined({
          id,
          at,
          with: parameters,
          ...defined({
            when: emptyToNothing(
              defined({ operation, account, key, query, from, until, nth, every, probability, count }),
            ),
          }),
        })
        if ((name === undefined) === (file === undefined))
          throw new UsageError(
            'Name a fault, or give --file with a list of them. chatapp-mock fault known lists them.',
          )
        if (file !== undefined && Object.keys(own).length > 0)
          throw new UsageError(
            `--${Object.keys(own)[0] === 'when' ? 'operation and the like' : String(Object.keys(own)[0])} cannot be given with --file: the file says it.`,
          )
        const faults =
          file === undefined
            ? [{ fault: name, ...own }]
            : await (await import('./faults-file.ts')).readFaults(file)
        const result = (await (
          await controlOf(options)
        )('addFaults', { world: options.world, faults })) as { added: FaultView[]; control?: string }
        print(result, options, ({ added, control }) =>
          [
            ...added.map(describe),
            ...(control === undefined
              ? []
              : [
                  wrap(
                    `The server is down until this is cleared; meanwhile it listens to commands at ${control}: chatapp-mock fault clear --url ${control}`,
                    0,
                  ),
                ]),
          ].join('\n'),
        )
      }),
  )
  command.addCommand(
    controlCommand('list', 'lists the faults of --world with what they have counted').action(
      async (options: ControlOptions) => {
        const result = (await (
          await controlOf(options)
        )('listFaults', { world: options.world })) as { faults: FaultView[] }
        print(result, options, ({ faults: set }) =>
          set.length === 0 ? 'No faults.' : set.map(describe).join('\n'),
        )
      },
    ),
  )
  command.addCommand(
    controlCommand('clear', 'takes away the fault of an id, or all')
      .argument('[id]')
      .action(async (id: string | undefined, options: ControlOptions) => {
        const result = (await (
          await controlOf(options)
        )('removeFaults', { world: options.world, ...defined({ id }) })) as { removed: number }
        print(result, options, ({ removed }) => `Removed ${removed}.`)
      }),
  )
  command.addCommand(
    new Command('known')
      .description('lists every fault there is')
      .option('--json', 'print JSON', false)
      .action((options: { readonly json: boolean }) => {
        const known = faults.map(({ name, summary, at, with: schema }) => ({
          name,
          summary,
          at,
          with: Object.keys(schema().shape),
        }))
        print(known, options, () =>
          known
            .map(
              (fault) =>
                `${fault.name}\n${pairs([
                  ['', fault.summary],
                  ['  at', fault.at.join(', ')],
                  ['  with', fault.with.length === 0 ? undefined : fault.with.join(', ')],
                ])}`,
            )
            .join('\n'),
        )
      }),
  )
  return command
}

function describe({ id, fault, at, with: parameters, when, seen, struck }: FaultView): string {
  const said = (values: Readonly<Record<string, unknown>>): string | undefined =>
    Object.keys(values).length === 0
      ? undefined
      : Object.entries(values)
          .map(([name, value]) => `${name}=${plain(name, value)}`)
          .join(' ')
  return `${id}  ${fault} at ${at}, struck ${struck} of ${seen}\n${pairs([
    ['  with', said(parameters)],
    ['  when', said(when) ?? 'always'],
  ])}`
}

function plain(name: string, value: unknown): string {
  if ((name === 'from' || name === 'until') && typeof value === 'number') return new Date(value).toISOString()
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
}

/** `a.b=1` as `{ a: { b: 1 } }`; what is no JSON is text. */
function parameter(text: string, before: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  const [, path, value] = /^([A-Za-z][\w.]*)=(.*)$/s.exec(text) ?? []
  if (path === undefined || value === undefined)
    throw new InvalidArgumentError('Expected name=value, such as fixed=2s.')
  const [name = '', ...rest] = path.split('.')
  const inner = before[name]
  return {
    ...before,
    [name]:
      rest.length === 0
        ? valueOf(value)
        : parameter(
            `${rest.join('.')}=${value}`,
            typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>) : {},
          ),
  }
}

function valueOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function whole(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('Expected a whole number from 1.')
  return Number(text)
}

function fraction(text: string): number {
  const value = Number(text)
  if (text.trim() === '' || !(value >= 0 && value <= 1))
    throw new InvalidArgumentError('Expected a number from 0 to 1.')
  return value
}

const defined = (values: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))
const emptyToNothing = (
  values: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> | undefined => (Object.keys(values).length === 0 ? undefined : values)
