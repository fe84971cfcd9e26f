import { expect, test as base } from 'vitest'
import {
  judgeConformance,
  judgeReceipt,
  judgeRefused,
  judgeSent,
  seedOf,
  type ExpectedMessage,
  type ExpectedReceipt,
  type ExpectedRefusal,
} from './judgements.ts'
import { startMockServer, type MockServer } from './start-mock-server.ts'
import type { WorldHandle } from './world-handle.ts'

export type { ExpectedMessage, ExpectedReceipt, ExpectedRefusal } from './judgements.ts'

interface ChatappMatchers<R = unknown> {
  /**
   * That a message was accepted, and neither failed nor is certain to fail. A message that fails is found when `status`,
   * `errorCode` or `willFail` is asked for. `.not.toHaveSent` wants no such message at all, failed or not.
   */
  toHaveSent(expected: ExpectedMessage, options?: { readonly times?: number }): Promise<R>
  /**
   * That the consumer accepted a receipt with these fields, or exactly so many with `times`. Fields have their names on the wire, values may be
   * `expect.stringContaining` and the like.
   */
  toHaveReceived(expected: ExpectedReceipt, options?: { readonly times?: number }): Promise<R>
  /** That a call was refused with a code. */
  toHaveRefused(code: string, expected?: ExpectedRefusal): Promise<R>
  /** That an exchange keeps the contract: no check finds an error. Warnings count with `warnings`; `except` leaves checks out, by id. */
  toConform(options?: { readonly warnings?: boolean; readonly except?: readonly string[] }): Promise<R>
}

declare module 'vitest' {
  // The interfaces are vitest's; adding to them is how matchers are declared.
  interface Assertion<T> extends ChatappMatchers<T> {}
  interface AsymmetricMatchersContaining extends ChatappMatchers {}
}

expect.extend({
  toHaveSent(world: WorldHandle, expected: ExpectedMessage, options: { readonly times?: number } = {}) {
    return judgeSent(world, expected, { negated: this.isNot, times: options.times })
  },
  toHaveRefused: judgeRefused,
  toConform: judgeConformance,
  toHaveReceived: judgeReceipt,
})

interface Fixtures {
  /** An emulator on a free port, one for each test file. */
  readonly server: MockServer
  /** A world of the test's own: virtual clock, seed 1, keys of its own. */
  readonly world: WorldHandle
  /** Folder that capsules of failed tests are written to; empty for none. */
  readonly capsules: string
}

/** vitest's `test` with an emulator and a world for each test. A failing test names its world and seed, and leaves a capsule. */
export const test = base.extend<Fixtures>({
  server: [
    // oxlint-disable-next-line no-empty-pattern -- vitest reads from the pattern which fixtures this one needs
    async ({}, use) => {
      const server = await startMockServer({ capsules: true })
      await use(server)
      await server.close()
    },
    { scope: 'file' },
  ],
  capsules: 'chatapp-mock-capsules',
  world: async ({ server, capsules, task, onTestFailed }, use) => {
    const world = await server.createWorld()
    let removed: string | undefined
    onTestFailed(async () => {
      const file =
        capsules === ''
          ? undefined
          : await writeCapsule(capsules, `${task.name} ${world.id}`, removed ?? (await world.capsule()))
      console.error(
        `${seedOf(world)} Made by startMockServer() at ${server.url}.${file === undefined ? '' : `\nThe same once more: chatapp-mock replay ${file}`}`,
      )
    })
    await use(world)
    removed = await world.capsule()
    await world.remove()
  },
})

async function writeCapsule(folder: string, title: string, text: string): Promise<string> {
  const { mkdir, writeFile } = await import('node:fs/promises')
  await mkdir(folder, { recursive: true })
  const file = `${folder}/${title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 80)}.capsule`
  await writeFile(file, text)
  return file
}
