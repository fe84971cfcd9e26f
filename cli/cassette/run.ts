import { stringify } from 'yaml'
import { fromHar, toHar } from '../../recording/cassette/har.ts'
import { toExchange } from '../../recording/cassette/recording.ts'
import { checkExchange, checks } from '../../contracts/checks/index.ts'
import { UsageError } from '../../contracts/usage-error.ts'
import { version } from '../../mock-server/ports/version.ts'
import { openCassetteFile, writeCassetteFile, type CassetteFile } from '../../recording/cassette-file.ts'
import { toScenario } from '../../scenarios/cassettes/to-scenario.ts'
import { parseScenario } from '../../scenarios/parse-scenario.ts'
import { readText, writeText } from '../read-text.ts'
import { redactorToWrite, type RedactionOptions } from './redaction-options.ts'
import { pairs } from '../table.ts'

/** What is asked may be wrong on purpose, and who signed it is not recorded. */
const ofAnswers = checks.filter(({ id }) => /^(?:response-|answer-|request-id-)/.test(id))

/** Reads a cassette to its end. The exit code is 1 when an answer leaves the contract. */
export async function checkCassette(file: string, { json }: { readonly json: boolean }): Promise<void> {
  const cassette = openCassetteFile(file)
  const calls = new Map<string, number>()
  const violations: string[] = []
  let number = 0
  for (const recording of cassette.recordings()) {
    number++
    calls.set(recording.call, (calls.get(recording.call) ?? 0) + 1)
    const found = (await checkExchange(toExchange(recording, file), { of: ofAnswers })).filter(
      ({ severity }) => severity === 'error',
    )
    violations.push(
      ...found.map(({ check, pointer, message }) => `recording ${number}, ${check}, ${pointer}: ${message}`),
    )
  }
  cassette.close()
  if (violations.length > 0) process.exitCode = 1
  const { redacted } = cassette.header
  if (json)
    return console.log(
      JSON.stringify({
        file,
        recordings: number,
        redacted: redacted ?? null,
        calls: Object.fromEntries(calls),
        violations,
      }),
    )
  console.log(
    pairs([
      ['Recordings', String(number)],
      ['Redacted', redacted === undefined ? 'no' : `with the key ${redacted}`],
      ...[...calls].map(([call, count]) => [call || '(no Action)', String(count)] as const),
    ]),
  )
  for (const violation of violations) console.log(violation)
}

/** Prints a scenario, or writes it; says on standard error what could not become part of it. */
export async function cassetteToScenario(
  file: string,
  { name, out }: { readonly name: string; readonly out?: string },
): Promise<void> {
  const { scenario, left } = withCassette(file, ({ recordings }) => toScenario(recordings(), name))
  const { complaints } = parseScenario(scenario)
  if (complaints.length > 0)
    throw new UsageError(
      complaints
        .map(({ path, message }) => `${file} makes no scenario: ${path.map(String).join('.')}: ${message}`)
        .join('\n'),
    )
  for (const line of left) console.error(`Left out: ${line}`)
  await give(stringify(scenario, { lineWidth: 100 }), out)
}

/** Prints an HTTP archive, or writes it. */
export async function cassetteToHar(
  file: string,
  { origin, out }: { readonly origin: string; readonly out?: string },
): Promise<void> {
  if (!URL.canParse(origin))
    throw new UsageError(
      `--origin is ${JSON.stringify(origin)}; expected an address such as https://cams.ap-southeast-1.aliyuncs.com.`,
    )
  await give(
    `${JSON.stringify(
      withCassette(file, ({ recordings }) => toHar(recordings(), new URL(origin).origin, version)),
      undefined,
      2,
    )}\n`,
    out,
  )
}

/** Writes a cassette of an HTTP archive. */
export async function cassetteFromHar(
  har: string,
  file: string,
  options: RedactionOptions & { readonly redact: boolean },
): Promise<void> {
  const { recordings, others } = fromHar(await readText(har), har)
  if (recordings.length === 0)
    throw new UsageError(`${har} has ${others} entries, and none of them is a call of the API.`)
  const writer = writeCassetteFile(file, options.redact ? await redactorToWrite(options) : undefined)
  for (const recording of recordings) writer.write(recording)
  await writer.close()
  console.log(
    `${file}: ${recordings.length} recordings${others === 0 ? '' : `; ${others} entries were no calls of the API`}`,
  )
}

function withCassette<T>(file: string, use: (cassette: CassetteFile) => T): T {
  const cassette = openCassetteFile(file)
  try {
    return use(cassette)
  } finally {
    cassette.close()
  }
}

async function give(text: string, out: string | undefined): Promise<void> {
  if (out === undefined) process.stdout.write(text)
  else await writeText(out, text)
}
