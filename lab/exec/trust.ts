import { createHash, X509Certificate } from 'node:crypto'

/** Password of the trust store for Java; it protects nothing, its certificates are public. */
export const storePassword = 'chatapp-mock'

/** One PEM text of all certificates: the roots trusted anyway, and the CA of the emulator. */
export const trustBundle = (roots: readonly string[], ca: string): string =>
  [...roots, ca].map((pem) => pem.trim()).join('\n') + '\n'

/** A trust store for Java in the format JKS, which every Java reads. @param at time of the entries, milliseconds since the epoch */
export function trustStore(certificates: readonly string[], at: number): Uint8Array {
  const entries = certificates.map((pem, index) => {
    const der = new X509Certificate(pem).raw
    return Buffer.concat([uint32(2), utf(`ca${index}`), uint64(at), utf('X.509'), uint32(der.length), der])
  })
  const content = Buffer.concat([uint32(0xfeedfeed), uint32(2), uint32(entries.length), ...entries])
  const digest = createHash('sha1')
    .update(Buffer.from(storePassword, 'utf16le').swap16())
    .update('Mighty Aphrodite')
    .update(content)
    .digest()
  return Buffer.concat([content, digest])
}

/** The certificates of a PEM text. */
export const certificatesIn = (text: string): string[] =>
  text.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? []

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

function uint64(value: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(BigInt(value))
  return bytes
}

function utf(text: string): Buffer {
  const length = Buffer.alloc(2)
  length.writeUInt16BE(Buffer.byteLength(text))
  return Buffer.concat([length, Buffer.from(text)])
}
