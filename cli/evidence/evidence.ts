import { Command } from 'commander'
import { assumptions } from '../../contracts/evidence/assumptions.ts'
import { evidenceClasses } from '../../contracts/evidence/evidence.ts'
import { UsageError } from '../../contracts/usage-error.ts'
import { wrap } from '../table.ts'

/** `chatapp-mock evidence`: rules and error rows by class of evidence, the switches for what is assumed, and the totals. */
export function evidenceCommand(): Command {
  return new Command('evidence')
    .description('lists all rules by how well they are supported, and the switches for what is not')
    .option('--json', 'print JSON', false)
    .option(
      '--fail-on <classes>',
      'fail when calls leaned on such rules, as in assumed,stale:90d: calls of a running emulator, or of reports',
    )
    .option(
      '--from <file>',
      'report of contract --json to look at instead of a running emulator; repeatable',
      (file: string, all: string[] = []) => [...all, file],
    )
    .option(
      '--url <url>',
      'address of the emulator',
      process.env['CHATAPP_MOCK_URL'] ?? 'http://127.0.0.1:4010',
    )
    .option('--token <token>', 'token the emulator was started with', process.env['CHATAPP_MOCK_TOKEN'])
    .action((options: EvidenceOptions) =>
      options.failOn === undefined ? evidence(options) : failOn(options.failOn, options),
    )
}

interface EvidenceOptions {
  readonly json: boolean
  readonly failOn?: string
  readonly from?: readonly string[]
  readonly url: string
  readonly token?: string
}

/** Names what calls leaned on and where; exit code 1 when there is anything. */
async function failOn(classes: string, { from, url, token, json }: EvidenceOptions): Promise<void> {
  const { leanedOn, readTolerance, touchesOfEmulator, touchesOfReport } = await import('./touched.ts')
  const tolerance = readTolerance(classes)
  const touches =
    from === undefined
      ? await touchesOfEmulator({ url, world: 'demo', json, ...(token === undefined ? {} : { token }) })
      : (await Promise.all(from.map(touchesOfReport))).flat()
  const found = leanedOn(touches, tolerance, Date.now())
  if (json) console.log(JSON.stringify({ calls: touches.length, leanedOn: found }, undefined, 2))
  else {
    for (const { rule, why, places } of found)
      console.log(
        [
          `${rule}  ${why}`,
          ...places.slice(0, 5).map((place) => `  ${place}`),
          ...(places.length > 5 ? [`  and ${places.length - 5} more`] : []),
        ].join('\n'),
      )
    console.log(
      found.length === 0
        ? `None of ${touches.length} answers leaned on what --fail-on names.`
        : `${found.length} rules that ${touches.length} answers leaned on are ${classes}.`,
    )
  }
  if (found.length > 0) process.exitCode = 1
}

async function evidence({ json, from }: Pick<EvidenceOptions, 'json' | 'from'>): Promise<void> {
  if (from !== undefined)
    throw new UsageError(
      '--from needs --fail-on: what the calls of the report must not have leaned on, as in --fail-on assumed.',
    )
  const { evidenceReport } = await import('../../mock-server/control/evidence-report.ts')
  const report = evidenceReport()
  if (json) {
    console.log(JSON.stringify({ ...report, assumptions }, undefined, 2))
    return
  }
  for (const name of evidenceClasses) {
    console.log(`\n${name.toUpperCase()}  (${report.totals[name]})`)
    for (const {
      id,
      summary,
      evidence: { class: of, source },
    } of report.rules)
      if (of === name) console.log(`  ${id}\n      ${wrap(summary, 6)}\n      ${wrap(source, 6)}`)
    const codes = report.errors.filter(({ evidence: { class: of } }) => of === name).map(({ code }) => code)
    if (codes.length > 0) console.log(`  ${wrap(`error codes: ${codes.join(', ')}`, 2)}`)
  }
  console.log('\nSWITCHES  (--assume name=choice; the first choice is the default)')
  for (const [name, { question, choices }] of Object.entries(assumptions))
    console.log(`  ${wrap(`${name} = ${choices.join(' | ')}`, 6)}\n      ${wrap(question, 6)}`)
  console.log(`\n${evidenceClasses.map((name) => `${report.totals[name]} ${name}`).join(', ')}`)
}
