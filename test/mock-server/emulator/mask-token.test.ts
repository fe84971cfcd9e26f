import { describe, expect, it } from 'vitest'
import { keys } from '../../signed-requests.ts'
import { mockUnderTest } from '../../mock-under-test.ts'

const token = 'CAIS+secret/of a=caller~0123456789'
const forms = [token, encodeURIComponent(token), encodeURIComponent(encodeURIComponent(token))]
const world = {
  accounts: [
    { uid: '1000000000000001', keys: [{ id: 'STS.own', secret: 'own-secret', securityToken: token }] },
  ],
}

describe.each(['v1', 'v3'] as const)(
  'the journal of a call with a security token, signed with %s',
  (scheme) => {
    it.each([
      ['a signature that does not match', { id: 'STS.own', secret: 'wrong', token }, 'SignatureDoesNotMatch'],
      ['a token of another key', { ...keys.sts, token }, 'InvalidSecurityToken.MismatchWithAccessKey'],
      ['a token nobody has', { ...keys.sts, token: `${token}x` }, 'InvalidSecurityToken.Malformed'],
    ])('does not hold the token after %s', async (_, key, code) => {
      const mock = mockUnderTest({ world })
      const reply = await mock.send({}, { scheme, key })
      expect(reply.code).toBe(code)
      const kept = JSON.stringify([mock.exchanges, await mock.demo.journal()])
      for (const form of forms)
        for (const excerpt of [form.slice(0, 14), form.slice(-14)]) expect(kept).not.toContain(excerpt)
      expect(kept).toContain('***')
    })

    it('leaves the answer on the wire as the gateway gives it', async () => {
      const { message } = await mockUnderTest({ world }).send(
        {},
        { scheme, key: { id: 'STS.own', secret: 'wrong', token } },
      )
      expect(forms.some((form) => String(message).includes(form))).toBe(true)
    })
  },
)
