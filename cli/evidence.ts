import { Command } from 'commander'
import { assumptions } from '../contracts/assumptions.ts'
import { evidenceClasses } from '../contracts/evidence.ts'

/** `chatapp-mock evidence`: rules and error rows by class of evidence, the switches for what is assumed, and the totals. */
export function evidenceCommand(): Command {
  return new Command('evidence').description('lists all rules by how well they are supported, and the switches for what is not').option('--json', 'print JSON', false).action(evidence)
}

async function evidence({ json }: { json: boolean }): Promise<void> {
  const { evidenceReport } = await import('../mock-server/control/evidence-report.ts')
  const report = evidenceReport()
  if (json) {
    console.log(JSON.stringify({ ...report, assumptions }, undefined, 2))
    return
  }
  for (const name of evidenceClasses) {
    console.log(`\n${name.toUpperCase()}  (${report.totals[name]})`)
    for (const { id, summary, evidence: { class: of, source } } of report.rules) if (of === name) console.log(`  ${id}\n      ${summary}\n      ${source}`)
    const codes = report.errors.filter(({ evidence: { class: of } }) => of === name).map(({ code }) => code)
    if (codes.length > 0) console.log(`  error codes: ${codes.join(', ')}`)
  }
  console.log('\nSWITCHES  (--assume name=choice; the first choice is the default)')
  for (const [name, { question, choices }] of Object.entries(assumptions)) console.log(`  ${name} = ${choices.join(' | ')}\n      ${question}`)
  console.log(`\n${evidenceClasses.map((name) => `${report.totals[name]} ${name}`).join(', ')}`)
}
