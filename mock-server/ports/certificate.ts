/** A server certificate with its key, and the CA that a client has to trust; all PEM. */
export interface Certificate {
  readonly key: string
  readonly cert: string
  readonly ca: string
}

const day = 24 * 60 * 60 * 1000

/**
 * Makes a certificate for this start of the server, signed by a CA of its own that nobody else holds the key of.
 * @param names host names and IP addresses the server is called by
 */
export async function createCertificate(names: readonly string[], now: number): Promise<Certificate> {
  const { default: forge } = await import('node-forge')
  const { pki } = forge
  const { generateKeyPairSync, randomBytes } = await import('node:crypto')
  const newKeys = () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048, privateKeyEncoding: { type: 'pkcs8', format: 'pem' }, publicKeyEncoding: { type: 'spki', format: 'pem' } })
    const key = pki.privateKeyFromPem(privateKey)
    return { privateKey: key, publicKey: pki.setRsaPublicKey(key.n, key.e) }
  }
  const issue = (commonName: string, publicKey: ReturnType<typeof newKeys>['publicKey'], issuer: { name: string; key: ReturnType<typeof newKeys>['privateKey'] }, extensions: object[]): string => {
    const certificate = pki.createCertificate()
    certificate.publicKey = publicKey
    certificate.serialNumber = `00${randomBytes(15).toString('hex')}`
    certificate.validity.notBefore = new Date(now - day)
    certificate.validity.notAfter = new Date(now + 365 * day)
    certificate.setSubject([{ name: 'commonName', value: commonName }])
    certificate.setIssuer([{ name: 'commonName', value: issuer.name }])
    certificate.setExtensions(extensions)
    certificate.sign(issuer.key, forge.md.sha256.create())
    return pki.certificateToPem(certificate)
  }

  const caName = 'chatapp-mock CA of one start'
  const caKeys = newKeys()
  const ca = issue(caName, caKeys.publicKey, { name: caName, key: caKeys.privateKey }, [
    { name: 'basicConstraints', cA: true, critical: true },
    { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    { name: 'subjectKeyIdentifier' },
  ])
  const keys = newKeys()
  const altNames = names.map((name) => (/^[\d.]+$|:/.test(name) ? { type: 7, ip: name } : { type: 2, value: name }))
  const cert = issue('chatapp-mock', keys.publicKey, { name: caName, key: caKeys.privateKey }, [
    { name: 'basicConstraints', cA: false },
    { name: 'keyUsage', digitalSignature: true, keyEncipherment: true, critical: true },
    { name: 'extKeyUsage', serverAuth: true },
    { name: 'subjectAltName', altNames },
    { name: 'subjectKeyIdentifier' },
    // Strict clients, such as Python from 3.13 on, want to know the key it was signed with.
    { name: 'authorityKeyIdentifier', keyIdentifier: pki.getPublicKeyFingerprint(caKeys.publicKey, { type: 'RSAPublicKey' }).getBytes() },
  ])
  return { key: pki.privateKeyToPem(keys.privateKey), cert, ca }
}
