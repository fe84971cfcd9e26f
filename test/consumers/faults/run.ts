// What the vendor's SDKs make of each fault, part of `npm run test:sdks`: with `-- --write` it is recorded in outcomes.json,
// and with names or parts of names of clients only those are run.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startMockServer, type MockServer } from '../../../mock-server/entry/start-mock-server.ts'
import { clients, type Client } from '../clients.ts'
import { run } from '../processes.ts'
import { cache, prepare, UnavailableError, type Command } from '../toolchains.ts'
import { faultCases, type FaultCase } from './cases.ts'
import { arrange, message, type Meeting } from './meet.ts'
import { changesOf, keepOutcomes, knownOutcomes, type Outcome, type Outcomes } from './outcomes.ts'

/** One form of each SDK: the form makes no difference to what comes back. */
const forms = [
  'node-cams-v3',
  'node-core-query-v3',
  'node-pop-post',
  'python-cams-v3',
  'python-classic-cams',
  'go-tea-v3-query',
  'go-classic-post',
  'java-tea-v3-query',
  'java-classic-post',
]
/** Programs that can be told how long to wait. */
const patient = new Set(['node-cams-v3', 'node-pop-post', 'python-cams-v3', 'python-classic-cams'])
/** Programs that can be told to speak TLS. */
const secured = new Set(['node-cams-v3', 'node-pop-post', 'python-cams-v3'])
/** Milliseconds a client waits for an answer. */
const timeout = '1000'

const write = process.argv.includes('--write')
const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('--'))
const chosen = clients.filter(
  ({ name }) => forms.includes(name) && (wanted.length === 0 || wanted.some((part) => name.includes(part))),
)
const root = join(import.meta.dirname, '..', '..', '..')

const outcomes: Outcomes = {}
const skipped: string[] = []
const broken: string[] = []
for (const client of chosen) {
  try {
    const command = (await prepare(client.toolchain))(client.program[0])
    outcomes[client.name] = await outcomesOf(client, command)
    console.log(`${client.name}: ${Object.keys(outcomes[client.name] ?? {}).length} faults met`)
  } catch (error) {
    if (error instanceof UnavailableError) skipped.push(`${client.name}: ${error.message}`)
    else broken.push(`${client.name}: ${(error as Error).message}`)
  }
}
if (write) keepOutcomes(outcomes)
const known = knownOutcomes()
const changes = Object.entries(outcomes).flatMap(([client, found]) => changesOf(client, found, known))
if (skipped.length > 0) console.log(['', 'Skipped:', ...skipped].join('\n'))
if (broken.length + changes.length > 0)
  console.log(
    [
      '',
      'Failed:',
      ...broken,
      ...changes,
      'What is right is recorded with: npx tsx test/consumers/faults/run.ts --write',
    ].join('\n'),
  )
console.log(
  `\n${Object.values(outcomes).reduce((sum, found) => sum + Object.keys(found).length, 0) - changes.length} outcomes as recorded, ${changes.length + broken.length} not, ${skipped.length} clients skipped`,
)
process.exitCode = broken.length + changes.length > 0 ? 1 : 0

/** Lets one client meet every fault it can be made to meet. */
async function outcomesOf(client: Client, command: Command): Promise<Record<string, Outcome>> {
  const cases = faultCases.filter(
    ({ of, waits }) => (of !== 'https' || secured.has(client.name)) && (!waits || patient.has(client.name)),
  )
  const found = new Map<string, Outcome>()
  const together = await startMockServer({ clock: 'virtual' })
  try {
    for (const [name, outcome] of await meet(
      client,
      command,
      cases.filter(({ of }) => of === 'http'),
      together,
    ))
      found.set(name, outcome)
  } finally {
    await together.close()
  }
  for (const each of cases.filter(({ of }) => of !== 'http')) {
    const server = await startMockServer({
      clock: 'virtual',
      ...(each.of === 'https' ? { httpsPort: 0 } : {}),
    })
    try {
      for (const [name, outcome] of await meet(client, command, [each], server)) found.set(name, outcome)
    } finally {
      await server.close()
    }
  }
  // In the order of the cases, whatever order they were met in.
  return Object.fromEntries(
    cases.flatMap(({ name }) => (found.has(name) ? [[name, found.get(name) as Outcome]] : [])),
  )
}

/** Runs the program of a client over some cases. */
async function meet(
  { name, program }: Client,
  [executable, ...args]: Command,
  cases: readonly FaultCase[],
  server: MockServer,
): Promise<Map<string, Outcome>> {
  const meetings: Meeting[] = []
  for (const each of cases) meetings.push(await arrange(each, server))
  mkdirSync(cache, { recursive: true })
  const file = join(cache, `faults-${name}.json`)
  writeFileSync(file, JSON.stringify({ request: message, cases: meetings.map(({ row }) => row) }))
  const secure = server.httpsUrl !== undefined
  const ca = join(cache, 'faults-ca.pem')
  if (secure) writeFileSync(ca, server.ca ?? '')
  const env = {
    CHATAPP_MOCK_ENDPOINT: new URL(server.httpsUrl ?? server.url).host,
    CHATAPP_MOCK_CASES: file,
    CHATAPP_MOCK_TIMEOUT: timeout,
    ...(secure
      ? { CHATAPP_MOCK_PROTOCOL: 'https', NODE_EXTRA_CA_CERTS: ca, REQUESTS_CA_BUNDLE: ca, SSL_CERT_FILE: ca }
      : {}),
  }
  const output = await run(executable, [...args, program[1]], { cwd: root, env, timeoutSeconds: 180 })
  const lines = output
    .trim()
    .split('\n')
    .map((text) => JSON.parse(text) as { case: string; errorType: string | null; code: string | null })
  const outcomes = new Map<string, Outcome>()
  for (const { of, outcome } of meetings) {
    const line = lines.find((each) => each.case === of.name)
    if (line === undefined) throw new Error(`it printed no line for ${of.name}`)
    outcomes.set(of.name, await outcome(line))
  }
  return outcomes
}
