import { describe, expect, it } from 'vitest'
import type { HttpRequest } from '../../../contracts/http.ts'
import { readCall } from '../../../mock-server/call/call.ts'
import { createMock } from '../../watched-emulators.ts'
import { diagnoseSignature } from '../../../mock-server/gateway/diagnose-signature.ts'
import { verifySignature } from '../../../mock-server/gateway/verify-signature.ts'
import type { AccessKey } from '../../../mock-server/world/directory.ts'
import {
  rfc3986,
  v1Request,
  v3Request,
  wireForm,
  type Fields,
} from '../../contracts/signature/independent-signer.ts'
import { own, sts } from '../../contracts/signature/mistaken-requests.ts'

const { world } = createMock({ assumptions: { emptyV1Values: 'refused' } })
const { keys } = world.directory

/** A seeded generator of numbers in [0, 1): mulberry32. */
function createChance(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

const alphabet = [
  ...'abcXYZ019',
  ...` +*~!'()/:;?#[]@&=%,"\\<>|^{}$-_.\n\r\t`,
  'é',
  'ë',
  'ÿ',
  '模',
  '板',
  '😀',
  'e\u{301}',
  '\u{FEFF}',
  '\u{200B}',
  'ß',
  '\u{7F}',
]

function randomRequest(chance: () => number): HttpRequest {
  const upTo = (count: number): number => Math.floor(chance() * count)
  const pick = <T>(...choices: readonly T[]): T => choices[upTo(choices.length)] as T
  const text = (length: number): string =>
    Array.from({ length: upTo(length) }, () => pick(...alphabet)).join('')
  const fields = (prefix: string, count: number): Fields =>
    Array.from({ length: upTo(count) }, (_, i) => [
      `${prefix}${pick('Tag', 'a', 'B.1.To', 'Z_')}${i}`,
      text(16),
    ])
  const encode = pick(
    encodeURIComponent,
    rfc3986,
    (value: string) => encodeURIComponent(value).replaceAll('%20', '+'),
    (value: string) => encodeURIComponent(value).replaceAll('~', '%7E').replaceAll("'", '%27'),
    (value: string) => rfc3986(value).replaceAll(/%../g, (code) => code.toLowerCase()),
  )
  const write = (all: Fields): string => wireForm(all, encode)
  const client = {
    key: pick(own, sts),
    query: fields('q', 6),
    form: pick(fields('f', 6), []),
    nonce: text(12) || 'n',
    writeQuery: write,
    writeForm: write,
  }
  const method = client.form.length > 0 ? 'POST' : pick('GET', 'POST')
  return chance() < 0.5
    ? v1Request({ ...client, method })
    : v3Request({ ...client, method, nonce: String(upTo(1e9)) })
}

describe('a request that is signed correctly', () => {
  it('is accepted, 10,000 times out of 10,000', () => {
    const chance = createChance(20_260_606)
    for (let i = 0; i < 10_000; i++) {
      const request = randomRequest(chance)
      try {
        const call = readCall(request)
        verifySignature(call, keys.get(call.accessKeyId) as AccessKey, world)
      } catch (error) {
        throw new Error(
          `request ${i} was refused: ${JSON.stringify({ ...request, body: Buffer.from(request.body).toString() })}`,
          { cause: error },
        )
      }
    }
  })

  it('is diagnosed without failing when its secret is replaced, whatever it carries', () => {
    const chance = createChance(7)
    for (let i = 0; i < 60; i++) {
      const call = readCall(randomRequest(chance))
      const key = { ...(keys.get(call.accessKeyId) as AccessKey), secret: 'not the secret' }
      expect(diagnoseSignature(call, key, new Map())).toMatchObject({
        certain: false,
        ranked: [{ id: 'wrong-secret' }, {}],
      })
    }
  })
})
