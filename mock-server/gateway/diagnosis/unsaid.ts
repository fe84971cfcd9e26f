/** The other ways to write a method. */
export function otherMethods(method: string): { readonly method: string; readonly detail: string }[] {
  return ['GET', 'POST', method.toLowerCase()]
    .filter((other) => other !== method)
    .map((other) => ({ method: other, detail: other }))
}

/** The other times a client may have signed when it sent this one: with milliseconds, a second or two apart, without Z. */
export function otherTimes(sent: string): string[] {
  const at = Date.parse(sent)
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/.test(sent) || Number.isNaN(at)) return []
  const apart = [-1, 1, -2, 2].map((seconds) =>
    new Date(at + seconds * 1000).toISOString().replace('.000Z', 'Z'),
  )
  return [
    sent.replace('Z', '.000Z'),
    ...apart,
    sent.slice(0, -1),
    sent.replace('Z', '+00:00'),
    sent.replace('T', ' '),
  ]
}
