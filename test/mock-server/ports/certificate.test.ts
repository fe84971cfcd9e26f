import { X509Certificate } from 'node:crypto'
import { createSecureContext } from 'node:tls'
import { describe, expect, it, vi } from 'vitest'
import { createCertificate } from '../../../mock-server/ports/certificate.ts'

// The serial numbers are the only chance here that could make a certificate unreadable.
const randomBytes = vi.hoisted(() => vi.fn<(size: number) => Buffer>())
vi.mock('node:crypto', async (original) => {
  const crypto = await original<typeof import('node:crypto')>()
  randomBytes.mockImplementation(crypto.randomBytes)
  return { ...crypto, randomBytes }
})

const now = Date.UTC(2026, 10, 24)

describe('the certificate of a start', async () => {
  const { cert, ca } = await createCertificate(['localhost', '127.0.0.1'], now)
  const [leaf, root] = [new X509Certificate(cert), new X509Certificate(ca)]

  it('is signed by its own CA, for the names asked for', () => {
    expect(leaf.verify(root.publicKey)).toBe(true)
    expect(leaf.checkIssued(root)).toBe(true)
    expect(leaf.subjectAltName).toBe('DNS:localhost, IP Address:127.0.0.1')
    expect([leaf.ca, root.ca]).toEqual([false, true])
  })

  it('names the key it was signed with, which strict clients insist on', () => {
    // OID 2.5.29.35, authority key identifier, and 2.5.29.14, subject key identifier, in DER.
    const [authority, subject] = [Buffer.from('0603551d23', 'hex'), Buffer.from('0603551d0e', 'hex')]
    expect(leaf.raw.includes(authority)).toBe(true)
    expect(leaf.raw.includes(subject)).toBe(true)
    const at = root.raw.indexOf(subject) + subject.length
    const keyId = root.raw.subarray(at + 4, at + 24)
    expect(
      leaf.raw.indexOf(keyId, leaf.raw.indexOf(authority)),
      'the id of the CA in the leaf',
    ).toBeGreaterThan(0)
  })

  it('is readable whatever its serial number is', async () => {
    for (const byte of [0, 0x7f, 0xff]) {
      randomBytes.mockImplementation((size) => Buffer.alloc(size, byte))
      const { key, cert, ca } = await createCertificate(['localhost'], now)
      expect(() => createSecureContext({ key, cert, ca }), `bytes ${byte}`).not.toThrow()
    }
  })
})
