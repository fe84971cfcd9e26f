import { addTemplate } from '../world/directory.ts'
import type { Template } from '../world/directory.ts'
import type { World } from '../world/world.ts'
import type { DueHandler } from '../world/due-handler.ts'
import { report } from './report.ts'

/** The review of a template ends: it gets its state, and its owner is told. A template that was changed or deleted meanwhile is left alone. */
export const templateReview: DueHandler = {
  nextMoment: ({ directory }, { id, at }) =>
    directory.templates.get(id)?.review?.at === at ? at : undefined,
  run(world, { id, at }) {
    const { templates } = world.directory
    const template = templates.get(id)
    if (template?.review === undefined || template.review.at !== at) return
    const { auditStatus, reason } = template.review
    const reviewed: Template = { ...template, auditStatus, reason, updatedAt: at, review: undefined }
    addTemplate(templates, reviewed)
    report(world, {
      type: 'ChatAppAudit',
      accountUid: template.space.account.uid,
      spaceId: template.space.id,
      number: undefined,
      item: auditItem(reviewed, world),
    })
  },
}

/** What ChatAppAudit says about the state of a template. */
export function auditItem(
  { code, language, auditStatus, reason, space }: Template,
  { assumptions }: World,
): Record<string, unknown> {
  return {
    WabaId: space.wabaId ?? '',
    ...(assumptions.auditReceiptVersion === '2' && { Type: 'template' }),
    TemplateCode: code,
    Language: language,
    AuditStatus: auditStatus,
    ...(reason !== undefined && { Reason: reason }),
  }
}
