import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { didYouMean } from '../../contracts/nearest.ts'
import { UsageError } from '../../contracts/usage-error.ts'
import { faultsOf, type CampaignFacts, type PlannedRecipient } from '../../lab/preflight/row-rules.ts'
import { createSeenNumbers } from '../../lab/preflight/seen-numbers.ts'
import { createTotals, type Totals } from '../../lab/preflight/totals.ts'
import { lengthsCheck } from '../../mock-server/messages/content-limits.ts'
import { demoDocument } from '../../mock-server/world-file/demo-document.ts'
import { completeDocument, readWorldFile } from '../../mock-server/world-file/world-file.ts'
import { readText } from '../read-text.ts'
import { createMapping } from '../send/mapping.ts'
import { usesPhoneNumbers } from '../send/options.ts'
import { variablesOf } from '../send/preview.ts'
import { csvRecords, jsonRecords, type FileRecord } from '../send/records.ts'

export interface PreflightCommand {
  readonly file: string
  readonly template: string
  readonly world?: string
  readonly format?: 'csv' | 'jsonl'
  readonly header?: boolean
  readonly to?: string
  readonly param: Readonly<Record<string, string>>
  readonly language: string
  readonly channel: string
  readonly from: string
  readonly batchSize: number
  readonly limit: number
  readonly json: boolean
}

/** A fault with its place. */
interface PlacedFault {
  readonly line: number
  /** From 1; 0 is the whole row. */
  readonly column: number
  readonly rule: string
  readonly message: string
}

type Document = ReturnType<typeof demoDocument>
type Template = Document['accounts'][number]['spaces'][number]['templates'][number]

/** Judges the rows of a file, prints what is wrong and resolves to the exit code. Throws `UsageError` for what cannot be used. */
export async function runPreflight(options: PreflightCommand): Promise<number> {
  await assertFile(options.file)
  const document =
    options.world === undefined
      ? demoDocument()
      : completeDocument(await readWorldFile(await readText(options.world), options.world), demoDocument)
  const template = templateOf(document, options)
  const campaign = campaignFaults(document, template, options)
  const rows = await judgeRows(template, options)
  const result = { campaign, ...rows }
  console.log(options.json ? JSON.stringify(result, undefined, 2) : report(result, options.file))
  return campaign.length > 0 || rows.found > 0 ? 1 : 0
}

interface Rows {
  readonly faults: readonly PlacedFault[]
  readonly found: number
  readonly totals: Totals
}

async function judgeRows(template: Template, options: PreflightCommand): Promise<Rows> {
  const { file, channel } = options
  const variables = variablesOf(JSON.stringify(template.components))
  const isCode = variables.length === 0 && template.category === 'AUTHENTICATION'
  const phoneNumbers = usesPhoneNumbers(channel)
  const map = createMapping(
    { to: options.to, params: options.param, phoneNumbers, variables: isCode ? ['code'] : variables },
    file,
  )
  const facts = factsOf(template, phoneNumbers)
  const seen = createSeenNumbers()
  const totals = createTotals(options.batchSize)
  const faults: PlacedFault[] = []
  let found = 0
  const note = (fault: PlacedFault): void => {
    found++
    if (faults.length < options.limit) faults.push(fault)
  }
  for await (const record of recordsOf(options)) {
    const { line } = record
    const mapped = map(record)
    if ('problem' in mapped) {
      note({ line, column: mapped.problem.column, rule: 'row-is-readable', message: mapped.problem.text })
      continue
    }
    const recipient = mapped.recipient as PlannedRecipient
    const before = found
    for (const { rule, field, message } of faultsOf(recipient, facts))
      note({
        line,
        column: columnOf(field, record, options),
        rule,
        message: field === undefined ? message : `${field} ${message}`,
      })
    const first = seen.firstLine(recipient.To, line)
    if (first !== undefined)
      note({
        line,
        column: columnOf('To', record, options),
        rule: 'no-duplicate',
        message: `${recipient.To} stands on line ${first} as well`,
      })
    if (found === before) totals.add(recipient)
  }
  return { faults, found, totals: totals.totals() }
}

function recordsOf({ file, format, header, to }: PreflightCommand): AsyncIterable<FileRecord> {
  const stream = createReadStream(file)
  return (format ?? (/\.(?:jsonl|ndjson)$/i.test(file) ? 'jsonl' : 'csv')) === 'csv'
    ? csvRecords(stream, file, { header, to })
    : jsonRecords(stream, file)
}

async function assertFile(file: string): Promise<void> {
  const there = await stat(file).catch(() => undefined)
  if (there === undefined) throw new UsageError(`Cannot read ${file}: there is no such file.`)
  if (there.isDirectory()) throw new UsageError(`Cannot read ${file}: it is a folder.`)
}

function templateOf({ accounts }: Document, { template: wanted, language }: PreflightCommand): Template {
  const all = accounts.flatMap(({ spaces }) => spaces.flatMap(({ templates }) => templates))
  const named = all.filter(({ code, name }) => code === wanted || name === wanted)
  const found = named.find((each) => each.language === language)
  if (found !== undefined) return found
  const names = [...new Set(all.map(({ name }) => name))]
  throw new UsageError(
    named.length > 0
      ? `The template ${wanted} exists in ${named.map((each) => each.language).join(', ')}, not in ${language}: choose one with --language.`
      : `There is no template ${wanted} in ${language}.${didYouMean(wanted, names)} Templates: ${names.join(', ')}. Those of your account come from a world file: --world.`,
  )
}

/** Why a campaign would fail as a whole. */
function campaignFaults(
  { accounts }: Document,
  template: Template,
  { from, channel }: PreflightCommand,
): string[] {
  const spaces = accounts.flatMap((account) => account.spaces)
  const senders = channel.toLowerCase() === 'whatsapp' ? spaces.flatMap(({ numbers }) => numbers) : undefined
  const { auditStatus, allowSend } = template as Template & { readonly allowSend?: boolean }
  return [
    ...(auditStatus === 'pass'
      ? []
      : [
          `The template ${template.name} is in state ${auditStatus}; only one in state pass gets its messages through.`,
        ]),
    ...(allowSend === false ? [`The template ${template.name} is stopped (AllowSend false).`] : []),
    ...(senders === undefined || senders.includes(from)
      ? []
      : [`${from} is no number of the world; it has ${senders.join(', ')}.`]),
  ]
}

function factsOf(template: Template, phoneNumbers: boolean): CampaignFacts {
  const buttons = (
    template.components as readonly { readonly Buttons?: readonly Readonly<Record<string, unknown>>[] }[]
  ).flatMap(({ Buttons = [] }) => Buttons)
  const tooLong = (recipient: PlannedRecipient): string | undefined => {
    const fault = check(recipient)
    return fault === undefined ? undefined : `${fault.given}; ${fault.expected}`
  }
  const check = lengthsCheck(template)
  const safe = safeLength((TemplateParams) => tooLong({ To: '', TemplateParams }) === undefined, template)
  return {
    phoneNumbers,
    addressVariables: buttons.flatMap(({ Url }) => (typeof Url === 'string' ? variablesOf(Url) : [])),
    quickReplies: buttons.filter(({ Type }) => Type === 'QUICK_REPLY').length,
    tooLong: (recipient) =>
      Object.values(recipient.TemplateParams ?? {}).every((value) => value.length <= safe)
        ? undefined
        : tooLong(recipient),
  }
}

/** The length up to which values fit wherever they stand; only longer ones have to be filled in to be measured. */
function safeLength(fits: (params: Record<string, string>) => boolean, { components }: Template): number {
  const names = variablesOf(JSON.stringify(components))
  const fitsAt = (length: number): boolean =>
    fits(
      Object.fromEntries((names.length === 0 ? ['code'] : names).map((name) => [name, 'x'.repeat(length)])),
    )
  let length = 1024
  while (length > 0 && !fitsAt(length)) length >>= 1
  return length
}

/** The place of a field in its row, from 1. */
function columnOf(field: string | undefined, { names }: FileRecord, { to, param }: PreflightCommand): number {
  if (field === undefined) return 0
  const wanted = field === 'To' ? (to ?? 'to') : (param[field] ?? field)
  if (/^(?:column)?[1-9]\d*$/.test(wanted) && !names.includes(wanted))
    return Number(wanted.replace('column', ''))
  const exact = names.indexOf(wanted)
  const place = exact >= 0 ? exact : names.findIndex((name) => name.toLowerCase() === wanted.toLowerCase())
  return field === 'To' && place < 0 ? 1 : place + 1
}

function report(
  { campaign, faults, found, totals }: Rows & { campaign: readonly string[] },
  file: string,
): string {
  const { recipients, calls, largestCall, seconds } = totals
  return [
    ...campaign.map((fault) => `The campaign cannot be sent: ${fault}`),
    ...faults.map(
      ({ line, column, rule, message }) =>
        `${file}:${line}${column === 0 ? '' : `:${column}`}: ${message} (${rule})`,
    ),
    ...(found > faults.length ? [`(${found - faults.length} more: raise --limit)`] : []),
    `${recipients} rows can be sent, ${found} faults were found.`,
    `${calls} calls, ${seconds} s at ten calls a second; the largest SenderList has ${largestCall} bytes in a query.`,
  ].join('\n')
}
