import type { JsonSchema } from '../../contracts/operation.ts'
import * as z from 'zod'
import { routes } from '../../mock-server/control/routes/index.ts'
import { pathsOf } from '../../mock-server/control/route.ts'

/** docs/reference/control.md: the control API, route by route. */
export function controlPage(): string {
  const sections = routes.map((route) => {
    const { properties = {} } = z.toJSONSchema(route.input, {
      io: 'input',
      unrepresentable: 'any',
    }) as JsonSchema
    const fields = Object.entries(properties).map(
      ([name, schema]) => `- \`${name}\`${schema.description === undefined ? '' : `: ${schema.description}`}`,
    )
    const paths = pathsOf(route).map((path) => `\`${route.method.toUpperCase()} /_mock${path}\``)
    return `### ${route.id}\n\n${paths.join(', or for the demo world ')}\n\n${route.summary}\n${fields.length === 0 ? '' : `\n${fields.join('\n')}\n`}`
  })
  return `# Control API

JSON in and out under \`/_mock\`; problems are answered as RFC 9457 problem details. The OpenAPI document is at
\`/_mock/control-openapi.json\`. It answers programs of this machine only, under loopback names, with JSON bodies, and no page of another site;
\`--control-token\` lets other machines in.

${sections.join('\n')}`
}
