import { createRequire } from 'node:module'
import { readdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect, inject, it } from 'vitest'
import type * as Package from '../../index.ts'
import { massSend, signed, testTime } from '../signed-requests.ts'

const folder = join(dirname(inject('cli').file), 'cjs')

it('loads with require and answers as the module does', async () => {
  const { createMock, createVirtualClock } = createRequire(import.meta.url)(
    join(folder, 'index.js'),
  ) as typeof Package
  const mock = createMock({ seed: 1, clock: createVirtualClock(testTime) })
  expect((await mock.handle(signed(massSend()))).status).toBe(200)
  await mock.demo.wait('to:8613800000001 status:Read')
  const stub = await mock.handle(signed({ Action: 'ListFlow', Format: 'XML' }, { action: 'ListFlow' }))
  expect(stub.body).toContain('<ListFlowResponse>')
})

it('loads nothing by import(), which Jest refuses', async () => {
  const files = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.js'))
  expect(files.length).toBeGreaterThan(10)
  for (const name of files)
    expect(await readFile(join(folder, name), 'utf8'), name).not.toMatch(/[^.\w]import\(/)
})

it('ships the licence of every package whose code is bundled', async () => {
  const notices = await readFile(join(folder, '..', 'THIRD-PARTY-NOTICES.txt'), 'utf8')
  for (const name of ['zod', 'csv-parse', 'commander', 'consola', 'fastest-levenshtein', 'preact'])
    expect(notices).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(MIT\\)$`, 'm'))
  expect(notices.match(/Permission is hereby granted/g)?.length).toBeGreaterThanOrEqual(6)
})
