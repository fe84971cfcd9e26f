// Runs the vendor's SDKs against the emulator: `npm run test:sdks`, with `-- --write` to write docs/reference/clients.md
// and with names or parts of names of clients to run only those.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { absentClients, clients, type Client } from './clients.ts'
import { buildEmulator, startEmulator } from './emulator-process.ts'
import { runExamples, type ExampleResult } from './examples.ts'
import { clientsPage, type Result } from './page.ts'
import { run } from './processes.ts'
import { runQueueClient } from './queue-client.ts'
import { cache, prepare, UnavailableError } from './toolchains.ts'
import { caseNames, faultsOf, type Arrival, type Line } from './verdict.ts'

const here = import.meta.dirname
const root = join(here, '..', '..')
const pagePath = join(root, 'docs', 'reference', 'clients.md')
const nameWidth = Math.max(...[...clients, ...absentClients].map(({ name }) => name.length))

const write = process.argv.includes('--write')
const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('--'))
const chosen = clients.filter(({ name }) => wanted.length === 0 || wanted.some((part) => name.includes(part)))
const asksForQueue = wanted.length === 0 || wanted.some((part) => 'aliyun-mns-sdk'.includes(part))

if (chosen.length === 0 && !asksForQueue)
  throw new Error(
    `No client is named like ${wanted.join(' or ')}. There are ${clients.map(({ name }) => name).join(', ')}.`,
  )

const results: Result[] = []
const skipped: { readonly name: string; readonly reason: string }[] = [...absentClients]

await buildEmulator()
console.log(tableRow('', caseNames))
// All installations begin at once; the clients run one after the other.
const preparations = new Map(
  [...new Set(chosen.map(({ toolchain }) => toolchain))].map((name) => [name, prepare(name)]),
)
await Promise.allSettled(preparations.values())
for (const client of chosen) {
  const result = await resultOf(client).catch((error: unknown) => {
    if (!(error instanceof UnavailableError)) return failedResult(client, error as Error)
    skipped.push({ name: client.name, reason: error.message })
    return undefined
  })
  if (result !== undefined) results.push(result)
  console.log(
    tableRow(
      client.name,
      caseNames.map((name) => verdictOf(result, name)),
    ),
  )
}

const examples = wanted.length === 0 ? await runExamples() : []
for (const { name, verdict, said } of examples)
  console.log(
    `docs/other-languages.md, ${name.padEnd(6)}  ${verdict}${verdict === 'FAIL' ? `: ${said}` : ''}`,
  )
const queue = asksForQueue ? await queueResult() : undefined
if (queue !== undefined)
  console.log(
    `queue of receipts, ${queue.name}  ${queue.verdict}${queue.said === '' ? '' : `: ${queue.said}`}`,
  )
const examplesOf = (verdict: string): number =>
  [...examples, ...(queue === undefined ? [] : [queue])].filter((example) => example.verdict === verdict)
    .length

const failures = results.flatMap((result) => failuresOf(result))
const failed = results.flatMap(({ faults }) => [...faults.values()]).filter((list) => list.length > 0).length
if (failed > 0) console.log(['', 'Failed:', ...failures].join('\n'))
console.log(
  ['', 'Skipped:', ...skipped.map(({ name, reason }) => `${name.padEnd(nameWidth)}  ${reason}`)].join('\n'),
)
keepLines()
const pageIsCurrent = failed > 0 || checkPage()
const ran = results.length * caseNames.length
console.log(
  `\n${ran - failed + examplesOf('pass')} passed, ${failed + examplesOf('FAIL')} failed, ${skipped.length * caseNames.length + examplesOf('skip')} skipped`,
)
process.exitCode = failed > 0 || examplesOf('FAIL') > 0 || !pageIsCurrent ? 1 : 0

/** Runs one client against an emulator of its own, so that no client meets another's throttle or journal. */
async function resultOf(client: Client): Promise<Result> {
  const commandOf = await (preparations.get(client.toolchain) ?? prepare(client.toolchain))
  const [program, ...args] = commandOf(client.program[0])
  const emulator = await startEmulator()
  try {
    const env = { CHATAPP_MOCK_ENDPOINT: emulator.endpoint, CHATAPP_MOCK_CASES: join(here, 'cases.json') }
    const output = await run(program, [...args, client.program[1]], { cwd: root, env, timeoutSeconds: 60 })
    const lines = output
      .trim()
      .split('\n')
      .map((text) => JSON.parse(text) as Line)
    const faults = new Map<string, readonly string[]>()
    for (const name of caseNames) faults.set(name, await faultsOfCase(client, name, lines, emulator.endpoint))
    return { client, lines, faults }
  } finally {
    await emulator.stop()
  }
}

/** The client for queues; skipped where its package cannot be had. */
async function queueResult(): Promise<ExampleResult> {
  try {
    return await runQueueClient(await prepare('python'))
  } catch (error) {
    if (!(error instanceof UnavailableError)) throw error
    return { name: 'aliyun-mns-sdk', verdict: 'skip', said: error.message }
  }
}

function failedResult(client: Client, { message }: Error): Result {
  return { client, lines: [], faults: new Map(caseNames.map((name) => [name, [message]])) }
}

async function faultsOfCase(
  client: Client,
  name: string,
  lines: readonly Line[],
  endpoint: string,
): Promise<string[]> {
  const line = lines.find((candidate) => candidate.case === name && candidate.client === client.name)
  if (line === undefined) return ['the program printed no line for it']
  const explanation = await fetch(`http://${endpoint}/_mock/explain/${line.requestId}`)
  return faultsOf(line, explanation.ok ? ((await explanation.json()) as Arrival) : undefined)
}

/** Keeps what the programs printed, for whoever has to find out why something failed. */
function keepLines(): void {
  mkdirSync(cache, { recursive: true })
  const lines = results.flatMap((result) => result.lines)
  writeFileSync(join(cache, 'lines.jsonl'), lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
}

/** Writes the page if asked to, else tells whether the committed one is current. Only a full run knows the page. */
function checkPage(): boolean {
  if (results.length < clients.length) {
    if (write)
      console.log(
        `\ndocs/reference/clients.md was not written: ${results.length} of ${clients.length} clients were run.`,
      )
    return !write
  }
  const page = clientsPage(results)
  if (write) {
    mkdirSync(join(pagePath, '..'), { recursive: true })
    writeFileSync(pagePath, page)
  }
  const current = existsSync(pagePath) && readFileSync(pagePath, 'utf8') === page
  if (!current) console.log('\ndocs/reference/clients.md is out of date: npm run test:sdks -- --write')
  return current
}

function verdictOf(result: Result | undefined, name: string): string {
  if (result === undefined) return 'skip'
  return result.faults.get(name)?.length === 0 ? 'pass' : 'FAIL'
}

/** One line for each different fault of a client, with the cases that have it. */
function failuresOf({ client, faults }: Result): string[] {
  const casesByFault = new Map<string, string[]>()
  for (const [name, list] of faults) {
    for (const fault of list) casesByFault.set(fault, [...(casesByFault.get(fault) ?? []), name])
  }
  return [...casesByFault].map(([fault, names]) => `${client.name} (${names.join(', ')}): ${fault}`)
}

function tableRow(name: string, cells: readonly string[]): string {
  return [name.padEnd(nameWidth), ...cells.map((cell, index) => cell.padEnd(caseNames[index]?.length ?? 0))]
    .join('  ')
    .trimEnd()
}
