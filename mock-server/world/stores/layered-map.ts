const deleted = Symbol('deleted')
type Layer<V> = Map<string, V | typeof deleted>
/** More layers than this are joined when a map is forked, so that look-ups stay short. */
const maxLayers = 8

/** A map that can be forked at once: both sides share what was there and write on their own. A thousand worlds have some ten thousand of them, most empty. */
export class LayeredMap<V> {
  #below: readonly Layer<V>[]
  #own: Layer<V> | undefined
  #latest: V | undefined
  #changes = 0

  constructor(below: readonly Layer<V>[], own?: Layer<V>) {
    this.#below = below
    this.#own = own
  }

  /** The value set last in this map; undefined at first, after a fork and after a deletion. */
  get latest(): V | undefined {
    return this.#latest
  }

  get(key: string): V | undefined {
    const value = this.#find(key)
    return value === deleted ? undefined : value
  }

  has(key: string): boolean {
    const value = this.#find(key)
    return value !== undefined && value !== deleted
  }

  /** How often this map was written to; tells whether something may have changed since. */
  get changes(): number {
    return this.#changes
  }

  set(key: string, value: V): void {
    this.#changes++
    this.#latest = value
    ;(this.#own ??= new Map()).set(key, value)
  }

  delete(key: string): void {
    this.#changes++
    this.#latest = undefined
    if (this.#below.length === 0) this.#own?.delete(key)
    else (this.#own ??= new Map()).set(key, deleted)
  }

  get isEmpty(): boolean {
    if (this.#below.length === 0) return this.#own === undefined || this.#own.size === 0
    return this.entries().next().done === true
  }

  /** In order of first insertion, oldest layer first. */
  *entries(): IterableIterator<[string, V]> {
    const layers = this.#own === undefined ? this.#below : [...this.#below, this.#own]
    if (layers.length === 1) {
      for (const [key, value] of layers[0] as Layer<V>) if (value !== deleted) yield [key, value]
      return
    }
    const seen = new Set<string>()
    for (const layer of layers) {
      for (const key of layer.keys()) {
        if (seen.has(key)) continue
        seen.add(key)
        const value = this.#find(key)
        if (value !== undefined && value !== deleted) yield [key, value]
      }
    }
  }

  *values(): IterableIterator<V> {
    for (const [, value] of this.entries()) yield value
  }

  /** A map with the same content; neither sees the other's later changes. */
  fork(): LayeredMap<V> {
    if (this.#own !== undefined && this.#own.size > 0) {
      this.#below = this.#below.length < maxLayers ? [...this.#below, this.#own] : [new Map(this.entries())]
      this.#own = undefined
    }
    return new LayeredMap(this.#below)
  }

  #find(key: string): V | typeof deleted | undefined {
    const value = this.#own?.get(key)
    if (value !== undefined) return value
    for (let index = this.#below.length - 1; index >= 0; index--) {
      const older = this.#below[index]?.get(key)
      if (older !== undefined) return older
    }
    return undefined
  }
}

/** A map with these entries. */
export function createLayeredMap<V>(entries?: Iterable<readonly [string, V]>): LayeredMap<V> {
  return new LayeredMap([], entries === undefined ? undefined : new Map(entries))
}
