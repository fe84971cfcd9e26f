import { X509Certificate } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createCertificate } from '../../../mock-server/ports/certificate.ts'

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
    expect(leaf.raw.indexOf(keyId, leaf.raw.indexOf(authority)), 'the id of the CA in the leaf').toBeGreaterThan(0)
  })
})
