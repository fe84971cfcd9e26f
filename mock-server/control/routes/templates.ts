import * as z from 'zod'
import { changeTemplateState, templateFindings } from '../../receipts/change-template-state.ts'
import { fromTemplate } from '../../world-file/template-document.ts'
import { Problem } from '../problem.ts'
import { defineRoute, worldField, worldOf } from '../route.ts'

/** What the service finds about templates. */
export const templateRoutes = [
  defineRoute({
    id: 'setTemplate',
    method: 'post',
    path: '/worlds/{world}/templates/{code}/{language}',
    summary:
      'The service finds something about a template: pauses or disables it, ends its review, changes its quality or category; reported as ChatAppAudit.',
    input: templateFindings.extend({ world: worldField, code: z.string(), language: z.string() }),
    result: z.looseObject({
      code: z.string(),
      name: z.string(),
      language: z.string(),
      auditStatus: z.string(),
      category: z.string(),
    }),
    handle({ world: id, code, language, ...findings }, ports) {
      const world = worldOf(ports, id)
      const templates = [...world.directory.templates.entries()].flatMap(([key, each]) =>
        key.startsWith('code:') ? [each] : [],
      )
      const template = templates.find((each) => each.code === code && each.language === language)
      if (template === undefined) {
        const known = templates.map((each) => `${each.code} ${each.language} (${each.name})`)
        throw new Problem(
          404,
          'No such template',
          `World ${id} has no template ${code} in ${language}. Known: ${known.slice(0, 10).join(', ') || 'none'}.`,
        )
      }
      return fromTemplate(changeTemplateState(world, template, findings))
    },
  }),
]
