/** A map that can be forked at once: both sides share what was there and write on their own. */
export interface LayeredMap<V> {
  get(key: string): V | undefined
  has(key: string): boolean
  set(key: string, value: V): void
  delete(key: string): void
  /** In order of first insertion, oldest layer first. */
  entries(): IterableIterator<[string, V]>
  values(): IterableIterator<V>
  /** A map with the same content; neither sees the other's later changes. */
  fork(): LayeredMap<V>
}

const deleted = Symbol('deleted')
type Layer<V> = Map<string, V | typeof deleted>
/** More layers than this are joined when a map is forked, so that look-ups stay short. */
const maxLayers = 8

export function createLayeredMap<V>(entries: Iterable<readonly [string, V]> = []): LayeredMap<V> {
  return overLayers<V>([], new Map(entries))
}

function overLayers<V>(sealed: readonly Layer<V>[], top: Layer<V>): LayeredMap<V> {
  let below = sealed
  let own = top

  const find = (key: string): V | typeof deleted | undefined => {
    const value = own.get(key)
    if (value !== undefined) return value
    for (let index = below.length - 1; index >= 0; index--) {
      const older = (below[index] as Layer<V>).get(key)
      if (older !== undefined) return older
    }
    return undefined
  }
  function* entries(): IterableIterator<[string, V]> {
    if (below.length === 0) {
      for (const [key, value] of own) if (value !== deleted) yield [key, value]
      return
    }
    const seen = new Set<string>()
    for (const layer of [...below, own]) {
      for (const key of layer.keys()) {
        if (seen.has(key)) continue
        seen.add(key)
        const value = find(key)
        if (value !== undefined && value !== deleted) yield [key, value]
      }
    }
  }

  return {
    get(key) {
      const value = find(key)
      return value === deleted ? undefined : value
    },
    has: (key) => {
      const value = find(key)
      return value !== undefined && value !== deleted
    },
    set: (key, value) => void own.set(key, value),
    delete: (key) => void (below.length === 0 ? own.delete(key) : own.set(key, deleted)),
    entries,
    *values() {
      for (const [, value] of entries()) yield value
    },
    fork() {
      if (own.size > 0) {
        below = below.length < maxLayers ? [...below, own] : [new Map(entries())]
        own = new Map()
      }
      return overLayers(below, new Map())
    },
  }
}
