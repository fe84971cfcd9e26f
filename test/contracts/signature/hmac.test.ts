import { createHmac, getHashes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createHmacKey, hmac } from '../../../contracts/signature/hmac.ts'

const names = (['sha1', 'sha256', 'sm3'] as const).filter(
  (name) => name !== 'sm3' || getHashes().includes('sm3'),
)

describe.each(names)('an HMAC with %s', (name) => {
  it.each(['hex', 'base64'] as const)(
    'is that of node:crypto, whatever key and text are, in %s',
    (encoding) => {
      const text = fc.oneof(
        fc.string(),
        fc.string({ unit: 'binary', maxLength: 300 }),
        fc.uint8Array({ maxLength: 300 }),
      )
      const keys = fc.array(
        fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.string({ minLength: 60, maxLength: 70 })),
        { minLength: 1, maxLength: 4 },
      )
      fc.assert(
        fc.property(keys, fc.array(text, { minLength: 1, maxLength: 4 }), (some, texts) => {
          for (const each of texts)
            for (const key of some)
              expect(hmac(name, createHmacKey(key), each, encoding)).toBe(
                createHmac(name, key).update(each).digest(encoding),
              )
        }),
      )
    },
  )
})

it('has the value that RFC 4231 prints', () => {
  expect(hmac('sha256', createHmacKey('Jefe'), 'what do ya want for nothing?', 'hex')).toBe(
    '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
  )
})
