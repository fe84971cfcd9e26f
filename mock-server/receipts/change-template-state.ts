import * as z from 'zod'
import type { Template } from '../world/directory.ts'
import { said } from '../world/number-state.ts'
import { changeTemplate } from '../world/templates.ts'
import type { World } from '../world/world.ts'
import { report } from './report.ts'
import { auditItem } from './template-review.ts'

/** What the service may find about a template after its review. */
export const templateFindings = z
  .strictObject({
    auditStatus: z.enum(['pass', 'fail', 'auditing', 'unaudit', 'disabled', 'paused']),
    reason: z.string().min(1),
    qualityScore: z.enum(['GREEN', 'YELLOW', 'RED', 'UNKNOWN']),
    category: z.string().min(1).meta({
      description:
        'A UTILITY template that becomes MARKETING is not sent any more when its CategoryChangePaused is set.',
    }),
  })
  .partial()

export type TemplateFindings = z.output<typeof templateFindings>

/** Changes what the service finds about a template, and tells its owner of it; of quality and category only version 2 of ChatAppAudit knows. A review under way is over. */
export function changeTemplateState(world: World, template: Template, findings: TemplateFindings): Template {
  const { auditStatus, reason, ...more } = findings
  const stopped =
    template.categoryChangePaused && template.category === 'UTILITY' && more.category === 'MARKETING'
  const after = changeTemplate(world, template, {
    ...(said(more) as Partial<Template>),
    ...(auditStatus === undefined ? {} : { auditStatus, reason, review: undefined }),
    ...(stopped ? { allowSend: false } : {}),
  })
  const tell = (item: Record<string, unknown>): void =>
    report(world, {
      type: 'ChatAppAudit',
      accountUid: template.space.account.uid,
      spaceId: template.space.id,
      number: undefined,
      item,
    })
  if (auditStatus !== undefined) tell(auditItem(after, world))
  if (world.assumptions.auditReceiptVersion === '2') {
    const about = {
      WabaId: template.space.wabaId ?? '',
      TemplateCode: template.code,
      Language: template.language,
    }
    if (after.qualityScore !== template.qualityScore)
      tell({ ...about, Type: 'templateQualityUpdate', Status: after.qualityScore })
    if (after.category !== template.category)
      tell({ ...about, Type: 'templateCategoryUpdate', Status: after.category })
  }
  return after
}
