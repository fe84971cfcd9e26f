/** Deepest nesting of lists and objects that is read: every step that follows calls itself once for each level. */
export const deepest = 256

/** Whether lists and objects are nested no deeper than they can be read, compared and written. */
export function isShallow(value: unknown, levels = deepest): boolean {
  if (typeof value !== 'object' || value === null) return true
  return levels > 0 && Object.values(value).every((each) => isShallow(each, levels - 1))
}
