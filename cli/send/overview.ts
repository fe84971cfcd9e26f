import { UsageError } from '../../contracts/usage-error.ts'
import type { MassSendOptions, Recipient } from '../../sdk/index.ts'
import type { KnownTemplate } from './look-up-template.ts'
import { mismatches, type MappedRow } from './mapping.ts'
import type { SendOptions } from './options.ts'
import { rendered } from './preview.ts'
import { counted, grouped } from './progress.ts'
import type { FileRecord } from './records.ts'

/** What is in a file. */
export interface Overview {
  readonly recipients: number
  /** Rows after the last recipient that are none. */
  readonly problemsAtEnd: number
  readonly first: readonly Recipient[]
}

const previewed = 3
const shownProblems = 5

/** Reads the whole file once, so that what is wrong with it is said before anything is sent. Throws `UsageError` when no row can be sent. */
export async function look(
  records: AsyncIterable<FileRecord>,
  map: (record: FileRecord) => MappedRow,
  file: string,
  write: (text: string) => void,
): Promise<Overview> {
  const first: Recipient[] = []
  let count = 0
  let problems = 0
  let problemsAtEnd = 0
  let refused: UsageError | undefined
  for await (const record of records) {
    // What is wrong with the file comes before what is wrong with the command.
    if (refused !== undefined) continue
    let mapped: MappedRow
    try {
      mapped = map(record)
    } catch (error) {
      if (!(error instanceof UsageError)) throw error
      refused = error
      continue
    }
    if ('recipient' in mapped) {
      count++
      problemsAtEnd = 0
      if (first.length < previewed) first.push(mapped.recipient)
      continue
    }
    problemsAtEnd++
    if (++problems <= shownProblems)
      write(`${file}:${record.line}:${mapped.problem.column || 1}: ${mapped.problem.text}\n`)
  }
  if (refused !== undefined) throw refused
  if (problems > shownProblems) write(`… and ${grouped(problems - shownProblems)} more rows like these\n`)
  if (count === 0) throw new UsageError(`${file} has no row that can be sent.`)
  return { recipients: count, problemsAtEnd, first }
}

/** Shows what would be sent. Returns the exit code: 2 when the send itself would be refused. */
export function preview(
  { recipients: count, first }: Overview,
  message: MassSendOptions['message'],
  { text: known, variables }: KnownTemplate,
  options: SendOptions,
  print: (text: string) => void,
): number {
  const text = options.text ?? known
  const batches = Math.ceil(count / options.batchSize)
  print(
    `Would send ${options.template} (${message.Language}) on ${message.ChannelType} from ${message.From}\nto ${counted(count, 'recipient')}, in ${counted(batches, 'call')} or more and about ${counted(Math.ceil(batches / options.rate), 'second')}.`,
  )
  for (const recipient of first)
    print(
      `\n${recipient.To}\n${(text === undefined ? JSON.stringify(recipient.TemplateParams ?? {}) : rendered(text, recipient)).replaceAll(/^/gm, '  ')}`,
    )
  if (text === undefined)
    print('\nThe text of the template is not known here; give it with --text to see the messages.')
  const complaints =
    variables === undefined ? [] : mismatches(variables, Object.keys(first[0]?.TemplateParams ?? {}))
  if (complaints.length === 0) return 0
  print(`\n${complaints.join('\n')}\nThe send would be refused for this.`)
  return 2
}
