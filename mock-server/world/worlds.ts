import { announceDue } from './announce.ts'
import type { World, WorldState } from './world.ts'
import { copyState, forkWorld } from './world.ts'
import type { Directory } from './directory.ts'

/** All worlds of a server. An access key leads to exactly one of them. */
export interface Worlds {
  /** The world of a key; the demo world for keys nobody knows. */
  ofKey(accessKeyId: string): World
  /** The world of a key; undefined for keys nobody knows. */
  ownerOf(accessKeyId: string): World | undefined
  get(id: string): World | undefined
  list(): World[]
  /** Adds a world. Throws `RangeError` when one of its keys or its id belongs to another world already. */
  add(world: World): void
  /** Adds a fork of a world under the next free id, with its own keys. With `pending` it pushes, too, what its origin has pending. */
  fork(origin: World, options?: { readonly pending?: boolean }): World
  /** Takes notice of keys that were added to a world. */
  refresh(world: World): void
  /** The directory that fresh worlds share until they write; built for the first of them. */
  freshDirectory(build: () => Directory): Directory
  /** The next free id. */
  nextId(): string
  /** Throws a world away. False if there is none, or if it is the demo world, which stays. */
  remove(id: string): boolean
  readonly demo: World
}

/** @param drive told about every world that comes and goes */
export function createWorlds(
  demo: World,
  drive?: { attach(world: World): void; detach(world: World): void },
): Worlds {
  const byId = new Map<string, World>()
  const byKey = new Map<string, World>()
  let created = 0
  let fresh: Directory | undefined

  const add = (world: World): void => {
    const taken = [...world.directory.keys.keys()].find((key) => byKey.has(key))
    if (byId.has(world.id) || taken !== undefined)
      throw new RangeError(
        taken === undefined
          ? `World ${world.id} exists already`
          : `Key ${taken} belongs to world ${byKey.get(taken)?.id} already`,
      )
    byId.set(world.id, world)
    learnKeys(world)
    drive?.attach(world)
  }
  const learnKeys = (world: World): void => {
    for (const key of world.directory.keys.keys()) byKey.set(key, world)
  }
  const nextId = (): string => `w${++created}`
  add(demo)

  return {
    demo,
    ofKey: (accessKeyId) => byKey.get(accessKeyId) ?? demo,
    ownerOf: (accessKeyId) => byKey.get(accessKeyId),
    get: (id) => byId.get(id),
    list: () => [...byId.values()],
    add,
    nextId,
    freshDirectory: (build) => (fresh ??= build()),
    refresh: learnKeys,
    fork(origin, options) {
      const world = forkWorld(origin, nextId(), options)
      add(world)
      return world
    },
    remove(id) {
      const world = byId.get(id)
      if (world === undefined || world === demo) return false
      byId.delete(id)
      drive?.detach(world)
      // Keys that a reset took out of the directory stayed the world's own until now.
      for (const [key, owner] of byKey) if (owner === world) byKey.delete(key)
      return true
    },
  }
}

/** Remembers where the world stands now, under a name. */
export function markWorld(world: World, name: string): void {
  world.marks.set(name, copyState(world))
}

/** Takes the world back to a mark, clock and chance included. False if there is no such mark. */
export function rewindWorld(world: World, name: string): boolean {
  const mark = world.marks.get(name)
  if (mark === undefined) return false
  // The mark itself stays as it was, for the next time; keys do not change within a world.
  Object.assign(world, copyState(mark) satisfies WorldState)
  announceDue(world)
  return true
}
