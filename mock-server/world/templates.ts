import { wildcard } from '../../contracts/wildcard.ts'
import { announceDue } from './announce.ts'
import type { Agenda, DueEvent } from './stores/agenda.ts'
import { addTemplate, codeKey, nameKey, type Directory, type Review, type Template } from './directory.ts'
import type { Random } from '../ports/random.ts'
import type { Clock } from '../ports/clock.ts'

/** A world as far as its templates and its time are concerned. */
interface Templated {
  readonly directory: Directory
  readonly clock: Clock
}

/** The templates of a space, one per language, in the order in which they came. */
export const templatesOf = ({ templates }: Directory, spaceId: string): Template[] =>
  [...templates.entries()].flatMap(([key, template]) =>
    key.startsWith('name:') && template.space.id === spaceId ? [template] : [],
  )

/** Replaces a template by its next state, which it returns. */
export function changeTemplate(
  { directory, clock }: Templated,
  template: Template,
  changes: Partial<Template>,
): Template {
  const changed = { ...template, ...changes, updatedAt: clock.now() }
  addTemplate(directory.templates, changed)
  return changed
}

/** Takes a template out of the world and notes its name, which stays blocked for a while. */
export function removeTemplate(
  { directory, clock }: Templated,
  { code, name, language, space }: Template,
): void {
  const { templates, deletedNames } = directory
  const [byCode, byName] = [codeKey(space.id, code, language), nameKey(space.id, name, language)]
  templates.delete(byCode)
  templates.delete(byName)
  deletedNames.set(byName, { spaceId: space.id, name, language, deletedAt: clock.now() })
}

/** How long the name of a deleted template stays blocked: four weeks, as Meta says. */
const blockedFor = 28 * 24 * 3_600_000

/** When the name of a deleted template is free again, milliseconds since the epoch; undefined if it is free. */
export function blockedUntil(
  { directory, clock }: Templated,
  spaceId: string,
  name: string,
  language: string,
): number | undefined {
  const deleted = directory.deletedNames.get(nameKey(spaceId, name, language))
  return deleted !== undefined && clock.now() < deleted.deletedAt + blockedFor
    ? deleted.deletedAt + blockedFor
    : undefined
}

/** Puts a new or changed template into the world and hands it in for review, whose end is settled now. */
export function handIn(
  world: Templated & { readonly agenda: Agenda; readonly alarms: ReadonlySet<() => void> },
  template: Template,
): void {
  const { directory, clock, agenda, alarms } = world
  const review = reviewOf(directory, template.name, clock.now())
  const handedIn: Template = {
    ...template,
    auditStatus: 'auditing',
    reason: undefined,
    updatedAt: clock.now(),
    review,
  }
  addTemplate(directory.templates, handedIn)
  agenda.add(dueOf(handedIn, review))
  announceDue({ alarms })
}

function reviewOf({ reviews }: Directory, name: string, now: number): Review {
  const outcome = reviews.outcomes.find((each) => wildcard(each.name)(name))
  const after = outcome?.after ?? reviews.after
  return {
    at: now + after,
    auditStatus: outcome?.auditStatus ?? 'pass',
    reason: outcome?.reason ?? (outcome?.auditStatus === 'fail' ? 'INVALID_FORMAT' : undefined),
  }
}

const dueOf = ({ space, code, language }: Template, { at }: Review): DueEvent => ({
  at,
  kind: 'review',
  id: codeKey(space.id, code, language),
  since: at,
})

/** The ends of all reviews that are under way. */
export const dueReviews = ({ templates }: Directory): DueEvent[] =>
  [...templates.entries()].flatMap(([key, template]) =>
    key.startsWith('code:') && template.review ? [dueOf(template, template.review)] : [],
  )

/** 19 digits that begin with 11, as the samples of 2025 and 2026; the code of a template is the same in all languages. */
export function codeFor(
  world: { readonly directory: Directory; readonly random: Random },
  spaceId: string,
  name: string,
  type: Template['type'],
): string {
  const sibling = templatesOf(world.directory, spaceId).find(
    (template) => template.name === name && template.type === type,
  )
  return sibling?.code ?? `11${world.random.digits(17)}`
}
