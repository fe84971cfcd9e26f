/** Those who wait for changes of a world. */
interface Watched {
  /** Called after every exchange and every move of the clock. */
  readonly watchers: ReadonlySet<() => void>
  /** Called when something may be due sooner than was known. */
  readonly alarms: ReadonlySet<() => void>
}

/** Tells that something has happened in a world, and that something may be due sooner. */
export function announce({ watchers, alarms }: Watched): void {
  for (const notify of watchers) notify()
  for (const ring of alarms) ring()
}

/** Tells that something has happened in a world that makes nothing due sooner. */
export function announceChange({ watchers }: Pick<Watched, 'watchers'>): void {
  for (const notify of watchers) notify()
}

/** Tells that something may be due sooner than was known. */
export function announceDue({ alarms }: Pick<Watched, 'alarms'>): void {
  for (const ring of alarms) ring()
}
