const units = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const

/** Milliseconds of a duration such as `250ms`, `90s`, `2h`, `1d12h`; undefined if the text is none. */
export function parseDuration(text: string): number | undefined {
  if (!/^(\d+(\.\d+)?(ms|s|m|h|d))+$/.test(text)) return undefined
  let total = 0
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d)/g))
    total += Number(amount) * units[unit as keyof typeof units]
  return total
}

/** A duration as people read it, in its two largest units: `2h 5m`, `1.2s`, `80ms`. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 1000) return `${milliseconds}ms`
  if (milliseconds < 60_000) return `${Number((milliseconds / 1000).toFixed(1))}s`
  const parts = (['d', 'h', 'm', 's'] as const).flatMap((unit) => {
    const limit = unit === 'd' ? Infinity : unit === 'h' ? 24 : 60
    const amount = Math.floor(milliseconds / units[unit]) % limit
    return amount > 0 ? [`${amount}${unit}`] : []
  })
  return parts.slice(0, 2).join(' ')
}
