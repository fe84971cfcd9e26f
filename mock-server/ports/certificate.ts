/** A server certificate with its key, and the CA that a client has to trust; all PEM. */
export interface Certificate {
  readonly key: string
  readonly cert: string
  readonly ca: string
  /** Another certificate for the same key, with something wrong; that of its CA comes with it. */
  flawed(flaw: CertificateFlaw): { readonly key: string; readonly cert: string }
}

export type CertificateFlaw = 'expired' | 'wrong-host' | 'unknown-ca'

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
    const { privateKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    })
    const key = pki.privateKeyFromPem(privateKey)
    return { privateKey: key, publicKey: pki.setRsaPublicKey(key.n, key.e) }
  }
  const issue = (
    commonName: string,
    publicKey: ReturnType<typeof newKeys>['publicKey'],
    issuer: { name: string; key: ReturnType<typeof newKeys>['privateKey'] },
    extensions: object[],
    expires = now + 365 * day,
  ): string => {
    const certificate = pki.createCertificate()
    certificate.publicKey = publicKey
    // A number in DER begins with a byte that counts: one that began with chance would be refused by OpenSSL once in a few hundred starts.
    certificate.serialNumber = `01${randomBytes(15).toString('hex')}`
    certificate.validity.notBefore = new Date(Math.min(now, expires) - day)
    certificate.validity.notAfter = new Date(expires)
    certificate.setSubject([{ name: 'commonName', value: commonName }])
    certificate.setIssuer([{ name: 'commonName', value: issuer.name }])
    certificate.setExtensions(extensions)
    certificate.sign(issuer.key, forge.md.sha256.create())
    return pki.certificateToPem(certificate)
  }

  const newCa = (name: string) => {
    const keys = newKeys()
    const cert = issue(name, keys.publicKey, { name, key: keys.privateKey }, [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
      { name: 'subjectKeyIdentifier' },
    ])
    return { name, keys, cert }
  }
  const ca = newCa('chatapp-mock CA of one start')
  const keys = newKeys()
  const key = pki.privateKeyToPem(keys.privateKey)
  const issueServer = (by: typeof ca, hosts: readonly string[], expires?: number): string =>
    issue(
      'chatapp-mock',
      keys.publicKey,
      { name: by.name, key: by.keys.privateKey },
      [
        { name: 'basicConstraints', cA: false },
        { name: 'keyUsage', digitalSignature: true, keyEncipherment: true, critical: true },
        { name: 'extKeyUsage', serverAuth: true },
        {
          name: 'subjectAltName',
          altNames: hosts.map((host) =>
            /^[\d.]+$|:/.test(host) ? { type: 7, ip: host } : { type: 2, value: host },
          ),
        },
        { name: 'subjectKeyIdentifier' },
        // Strict clients, such as Python from 3.13 on, want to know the key it was signed with.
        {
          name: 'authorityKeyIdentifier',
          keyIdentifier: pki.getPublicKeyFingerprint(by.keys.publicKey, { type: 'RSAPublicKey' }).getBytes(),
        },
      ],
      expires,
    )
  return {
    key,
    cert: issueServer(ca, names),
    ca: ca.cert,
    flawed(flaw) {
      if (flaw === 'expired') return { key, cert: issueServer(ca, names, now - day) + ca.cert }
      if (flaw === 'wrong-host') return { key, cert: issueServer(ca, ['another-host.example']) + ca.cert }
      const stranger = newCa('CA that nobody knows')
      return { key, cert: issueServer(stranger, names) + stranger.cert }
    },
  }
}
