import { assumptions } from '../../contracts/evidence/assumptions.ts'
import { evidenceClasses } from '../../contracts/evidence/evidence.ts'
import { observations } from '../../contracts/generated/observations.ts'
import { evidenceReport } from '../../mock-server/control/evidence-report.ts'
import { markdownTable } from './markdown.ts'

/** docs/reference/evidence.md: every rule, in the order of the checks, and every switch. */
export function evidencePage(): string {
  const { totals, rules } = evidenceReport()
  return `# Rules and their evidence

Every answer names the rule that decided it in \`x-mock-rule\`, in \`x-mock-assumption\` the switch that chose its code if one did, and how well
that is supported in \`x-mock-evidence\`:
\`documented\` by the vendor, read from the vendor's \`sdk\`, \`observed\` in answers of the live service, \`disputed\` between sources that contradict each other, or \`assumed\`.
${Object.values(observations).every((found) => Object.keys(found).length === 0) ? 'Nothing here was checked against the live service by this project; `observed` means what others published of its answers.' : 'Where `observed` names a date and a file of docs/observations, this project saw the answer; else others published it.'}

Rules and error rows together: ${evidenceClasses.map((name) => `${totals[name]} ${name}`).join(', ')}.

## Rules, in the order of the checks

${markdownTable(
  ['rule', 'demands or grants', 'evidence', 'source'],
  rules.map(({ id, summary, evidence }) => [`\`${id}\``, summary, evidence.class, evidence.source]),
)}

## Switches for what nobody could find out

\`chatapp-mock start --assume name=choice\`, or \`assumptions:\` in a world file, chooses another answer. The first choice is the default.

${markdownTable(
  ['switch', 'question', 'choices'],
  Object.entries(assumptions).map(([name, { question, choices }]) => [
    `\`${name}\``,
    question,
    choices.map((choice) => `\`${choice}\`${seen(`${name}=${choice}`)}`).join(', '),
  ]),
)}
`
}

function seen(choice: string): string {
  const observed = observations.choices[choice]
  return observed === undefined ? '' : ` (observed on ${observed.date})`
}
