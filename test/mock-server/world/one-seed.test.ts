import express from 'express'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expressHandler } from '../../../mock-server/adapters/express.ts'
import { createMock, startMockServer } from '../../watched-emulators.ts'
import { callerOf } from './caller.ts'
import { overHttp } from './over-http.ts'
import { playStory, type Outcome } from './story.ts'

const closers: (() => unknown)[] = []

async function inProcess(seed: number): Promise<Outcome> {
  const mock = createMock({ clock: 'virtual', seed })
  return playStory(callerOf(mock.handle, mock.demo), mock.demo)
}

async function overNodeHttp(seed: number): Promise<Outcome> {
  const server = await startMockServer({ clock: 'virtual', seed })
  const http = overHttp(server.url)
  closers.push(http.close, server.close)
  return playStory(callerOf(http.handle, server.demo), server.demo)
}

async function overExpress(seed: number): Promise<Outcome> {
  const mock = createMock({ clock: 'virtual', seed })
  const server: Server = createServer({ maxHeaderSize: 1024 * 1024 }, express().use(expressHandler(mock)))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const http = overHttp(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  closers.push(http.close, () => server.close())
  return playStory(callerOf(http.handle, mock.demo), mock.demo)
}

let expected: Outcome
beforeAll(async () => {
  expected = await inProcess(11)
})
afterAll(() => Promise.all(closers.map((close) => close())))

describe('one seed', () => {
  it.each([
    ['in process', inProcess],
    ['over node:http', overNodeHttp],
    ['through Express', overExpress],
  ])('gives the same bytes %s, ids, tokens and delays included', async (_, play) => {
    expect(await play(11)).toEqual(expected)
  })

  it('gives other ids, tokens and delays than another seed, with the same codes', async () => {
    const other = await inProcess(12)
    expect(other.codes).toEqual(expected.codes)
    expect(other.journalHash).not.toBe(expected.journalHash)
    for (const [index, reply] of other.replies.entries()) expect(reply).not.toBe(expected.replies[index])
    expect(other.sightings).not.toEqual(expected.sightings)
  })

  it('gives a world made at run time the bytes of one with that seed from the start', async () => {
    const mock = createMock({ clock: 'virtual', seed: 99 })
    await callerOf(mock.handle, mock.demo).send()
    const world = await mock.createWorld({ seed: 11 })
    const outcome = await playStory(callerOf(mock.handle, world), world)
    expect(outcome.replies).toEqual(expected.replies)
    expect(outcome.journalHash).toBe(expected.journalHash)
  })
})
