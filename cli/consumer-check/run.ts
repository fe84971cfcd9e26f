import { checkAddress } from '../../lab/consumer/address.ts'
import { readOverHttp } from '../../lab/consumer/read-state.ts'
import { htmlReport, jsonReport, junitReport, tally, textReport } from '../../lab/consumer-check/reports.ts'
import { checkConsumer } from '../../lab/consumer-check/run.ts'
import { UsageError } from '../../contracts/usage-error.ts'
import { freshSeed } from '../../mock-server/ports/random.ts'
import { globalFetch, systemClock } from '../../sdk/ports.ts'
import { writeText } from '../read-text.ts'

export interface ConsumerCheckCommand {
  readonly url: string
  readonly read?: string
  readonly field?: string
  readonly header: Readonly<Record<string, string>>
  readonly only?: readonly string[]
  readonly allowHost: readonly string[]
  readonly seed?: number
  readonly junit?: string
  readonly html?: string
  readonly json: boolean
}

/** Runs the checks, writes the reports and resolves to the exit code. Throws `UsageError` for what cannot be used. */
export async function runConsumerCheck(options: ConsumerCheckCommand): Promise<number> {
  const { url, read, field, header: headers, only, allowHost, seed = freshSeed() } = options
  if (field !== undefined && read === undefined)
    throw new UsageError('--field names a field of the answer of --read: give --read as well.')
  checkAddress(url, '--url', allowHost)
  if (read !== undefined) checkAddress(read, '--read', allowHost)
  const outside = { fetch: globalFetch, clock: systemClock }
  const checked = await checkConsumer({
    ...outside,
    url,
    seed,
    headers,
    ...(only === undefined ? {} : { only }),
    ...(read === undefined
      ? {}
      : {
          read: readOverHttp({ address: read, headers, ...(field === undefined ? {} : { field }) }, outside),
        }),
  })
  const result = { url, seed, checked }
  if (options.junit !== undefined) await writeText(options.junit, junitReport(result))
  if (options.html !== undefined) await writeText(options.html, htmlReport(result))
  console.log(options.json ? JSON.stringify(jsonReport(result), undefined, 2) : textReport(result))
  return tally(result).failed > 0 ? 1 : 0
}
