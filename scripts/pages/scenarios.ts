import { library } from '../../scenarios/library/index.ts'
import { worldNeeded } from '../../scenarios/play.ts'
import { titleOf } from '../../scenarios/title-of.ts'
import { markdownTable } from './markdown.ts'

const effects = { none: 'nothing is sent', sends: 'sends messages', never: 'not played' } as const

/** docs/reference/scenarios.md: the library, with what each scenario is about and where it can be played. */
export function scenariosPage(): string {
  const topics = [...new Set(library.flatMap(({ covers }) => covers))].sort((a, b) =>
    a.localeCompare(b, 'en'),
  )
  return `# Scenarios

${library.length} stories, played by the project's own tests in process, through msw and over HTTP. \`chatapp-mock contract --target mock\` plays them;
[scenarios](../scenarios.md) tells how to write one. The last column says what a run against the live service would do.

${markdownTable(
  ['scenario', 'what happens', 'on live'],
  library.map(({ name, summary, effectOnLive }) => [
    `[\`${name}\`](#${name})`,
    summary,
    effects[effectOnLive],
  ]),
)}

## By topic

${markdownTable(
  ['topic', 'scenarios'],
  topics.map((topic) => [
    topic,
    library
      .filter(({ covers }) => covers.includes(topic))
      .map(({ name }) => `\`${name}\``)
      .join(', '),
  ]),
)}

## Step by step

${library.map((scenario) => `### ${scenario.name}\n\n${scenario.summary}${worldNeeded(scenario) === undefined ? '' : ` Only where there are worlds: ${worldNeeded(scenario)}.`}\n\n${scenario.story.map((step, index) => `${index + 1}. ${titleOf(step)}`).join('\n')}`).join('\n\n')}
`
}
