import { describe, expect, it } from 'vitest'
import { setupServer } from 'msw/node'
import { fetchOf } from '../../../mock-server/adapters/fetch.ts'
import { mswHandlers } from '../../../mock-server/adapters/msw.ts'
import { createMock, startMockServer } from '../../watched-emulators.ts'
import type { Mock } from '../../../mock-server/entry/create-mock.ts'
import { faults } from '../../../mock-server/faults/library/index.ts'
import { massSend, signed, type Signing } from '../../signed-requests.ts'

const ofCalls = faults.filter(({ at, needs }) => !at.includes('callback') && needs === undefined)
const everywhere = ofCalls.flatMap(({ name, at, example }) =>
  at.map((stage) => ({ name, stage, rule: { fault: name, at: stage, ...(example && { with: example }) } })),
)
const forms: readonly Signing[] = [
  {},
  { scheme: 'v1', format: 'XML' },
  { scheme: 'v1', method: 'GET' },
  { scheme: 'v1', method: 'HEAD' },
]

/** What comes of a call: status and body, or the failure with its cause. */
async function seen(
  ask: (address: string, init: RequestInit) => Promise<Response>,
  endpoint: string,
  mock: Mock,
  signing: Signing,
  index: number,
): Promise<unknown> {
  const { method, url, headers, body } = signed(massSend(), {
    at: mock.world.clock.now(),
    host: new URL(endpoint).host,
    nonce: `sweep-${index}`,
    ...signing,
  })
  try {
    const response = await ask(`${endpoint}${url}`, {
      method,
      headers,
      ...(body.length === 0 ? {} : { body: Buffer.from(body) }),
    })
    return [response.status, await response.text().catch((error: Error) => error.message)]
  } catch (error) {
    return [(error as Error).message, ((error as Error).cause as { code?: string } | undefined)?.code]
  }
}

describe('every fault at every stage, for calls of every form', () => {
  it.each(everywhere)(
    '$name at $stage: is named in the journal, and the emulator has no defect',
    async ({ name, stage, rule }) => {
      const defects: unknown[] = []
      const mock = createMock({ clock: 'virtual', onDefect: (error) => defects.push(error) })
      await mock.demo.faults.add(rule)
      for (const signing of forms)
        await mock.handle(signed(massSend(), { at: mock.world.clock.now(), ...signing }))
      // A token that has expired is one that was sent. The API knows no HEAD: that call comes to no commit.
      const expected =
        name === 'security-token-expired'
          ? 0
          : name === 'throttling-flapping'
            ? expect.any(Number)
            : stage.endsWith('commit')
              ? forms.length - 1
              : forms.length
      expect(defects).toEqual([])
      expect((await mock.demo.journal(`fault:${name}`)).length).toEqual(expected)
      expect(await mock.demo.journal()).toHaveLength(forms.length)
    },
  )

  it('shows over a socket and in process as the same answer, or as the same failure of fetch with the same cause', async () => {
    const server = await startMockServer({ clock: 'virtual' })
    const mock = createMock({ clock: 'virtual' })
    const differing: unknown[] = []
    try {
      // What a socket that is to be read on shows beyond the answer, and a port that is closed for everybody, are tested beside this.
      for (const [index, { name, stage, rule }] of everywhere
        .filter(({ name: each }) => each !== 'no-answer' && each !== 'connection-refused')
        .entries()) {
        const both: unknown[] = []
        for (const [side, ask, endpoint] of [
          [
            server,
            (address: string, init: RequestInit) => fetch(address, { ...init, keepalive: false }),
            server.url,
          ],
          [mock, fetchOf(mock), server.url],
        ] as const) {
          await side.demo.reset()
          await side.demo.faults.add(rule)
          both.push(await seen(ask, endpoint, side, {}, index))
        }
        if (JSON.stringify(both[0]) !== JSON.stringify(both[1]))
          differing.push({ name, stage, socket: both[0], process: both[1] })
      }
    } finally {
      await server.close()
    }
    expect(differing).toEqual([])
  })

  it('shows through msw, too, as far as msw can say it', async () => {
    const mock = createMock({ clock: 'virtual' })
    const msw = setupServer(...mswHandlers(mock))
    msw.listen({ onUnhandledRequest: 'error' })
    const differing: unknown[] = []
    try {
      for (const [index, { name, stage, rule }] of everywhere
        .filter(({ name: each }) => each !== 'no-answer')
        .entries()) {
        const both: unknown[] = []
        for (const ask of [fetch, fetchOf(mock)]) {
          await mock.demo.reset()
          await mock.demo.faults.add(rule)
          const [what, of] = (await seen(
            ask as never,
            'http://cams.ap-southeast-1.aliyuncs.com',
            mock,
            {},
            index,
          )) as [unknown, unknown]
          both.push([
            what === 'Failed to fetch' ? 'fetch failed' : what,
            of === 'incorrect data check' ? 'terminated' : typeof what === 'number' ? of : '',
          ])
        }
        const [first, second] = both as [[unknown, unknown], [unknown, unknown]]
        if (first[0] !== second[0] || first[1] !== second[1])
          differing.push({ name, stage, msw: first, process: second })
      }
    } finally {
      msw.close()
    }
    expect(differing).toEqual([])
  })
})
