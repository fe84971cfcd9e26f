import type { Space, Template } from '../world/directory.ts'
import type { TemplateDocument } from './world-document.ts'

/** How long a review takes unless the world says otherwise, in milliseconds: short, as most tests want it. */
export const defaultReviewDelay = 10_000

/** What a template is that nobody has said more about. */
export const freshTemplate = {
  qualityScore: 'UNKNOWN',
  example: undefined,
  ttlSeconds: undefined,
  allowSend: true,
  categoryChangePaused: false,
  archived: false,
  review: undefined,
} as const

/** The template that a world file describes. */
export function toTemplate(
  { reason, example, ttlSeconds, updated, review, ...template }: TemplateDocument,
  space: Space,
): Template {
  return {
    ...template,
    reason,
    example,
    ttlSeconds,
    updatedAt: Date.parse(updated),
    review: review && { at: Date.parse(review.at), auditStatus: review.auditStatus, reason: review.reason },
    space,
  }
}

/** A template as a world file describes it. What has its usual value is left out. */
export function fromTemplate({
  code,
  name,
  language,
  type,
  category,
  auditStatus,
  qualityScore,
  components,
  reason,
  example,
  ttlSeconds,
  allowSend,
  categoryChangePaused,
  archived,
  updatedAt,
  review,
}: Template): Record<string, unknown> {
  return {
    code,
    name,
    language,
    type,
    category,
    auditStatus,
    ...(qualityScore !== 'UNKNOWN' && { qualityScore }),
    components,
    ...(reason && { reason }),
    ...(example && { example }),
    ...(ttlSeconds !== undefined && { ttlSeconds }),
    ...(!allowSend && { allowSend }),
    ...(categoryChangePaused && { categoryChangePaused }),
    ...(archived && { archived }),
    updated: new Date(updatedAt).toISOString(),
    ...(review && {
      review: {
        at: new Date(review.at).toISOString(),
        auditStatus: review.auditStatus,
        ...(review.reason && { reason: review.reason }),
      },
    }),
  }
}
