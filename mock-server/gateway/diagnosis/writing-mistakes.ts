import { getHashes } from 'node:crypto'
import type { Scheme } from '../../call/call.ts'
import { certainly, type Finding } from './hypothesis.ts'

interface Writing {
  readonly id: string
  readonly says: string
  /** The bytes of the HMAC, if the signature is written so. */
  readonly read: (given: string) => Buffer | undefined
}

const fromHex = (given: string): Buffer | undefined =>
  /^(?:[0-9a-f]{2})+$/.test(given) ? Buffer.from(given, 'hex') : undefined

function fromBase64(given: string): Buffer | undefined {
  const bytes = Buffer.from(given, 'base64')
  return bytes.toString('base64') === given ? bytes : undefined
}

const padded = (given: string): string => given + '='.repeat((4 - (given.length % 4)) % 4)
const hexInBase64 = (given: string): Buffer | undefined =>
  fromHex((fromBase64(given) ?? Buffer.of()).toString('latin1').toLowerCase())

function decoded(given: string): string {
  try {
    return decodeURIComponent(given)
  } catch {
    return given
  }
}

const inV1 = 'The signature is the base64 text of the 20 bytes of the HMAC'
const inV3 = 'The signature is the HMAC in lower-case hex'

const rpcV1Writings: readonly Writing[] = [
  {
    id: 'signature-plus-became-blank',
    says: `The signature was put into the query or body without percent-encoding: its + arrived as a blank. Encode it like any other value, + as %2B.`,
    read: (given) => fromBase64(given.replaceAll(' ', '+')),
  },
  {
    id: 'signature-encoded-twice',
    says: 'The signature was percent-encoded twice. Encode it once on the way out; the HTTP library may do so already.',
    read: (given) => fromBase64(decoded(given)),
  },
  {
    id: 'signature-in-hex',
    says: `The signature was written in hex. ${inV1}.`,
    read: (given) => fromHex(given.toLowerCase()),
  },
  {
    id: 'signature-base64-of-hex',
    says: `The base64 text is the one of the HMAC's hex digits. ${inV1} themselves (PHP: hash_hmac with true as last argument).`,
    read: hexInBase64,
  },
  {
    id: 'signature-base64url',
    says: `The signature was written in the base64 of URLs, with - and _. ${inV1}, with + and /.`,
    read: (given) => fromBase64(padded(given.replaceAll('-', '+').replaceAll('_', '/'))),
  },
  {
    id: 'signature-padding-lost',
    says: `The = at the end of the signature was lost. ${inV1}, padding included.`,
    read: (given) => fromBase64(padded(given)),
  },
  {
    id: 'signature-with-blanks',
    says: 'The signature was sent with blanks, line breaks or quotes around it. Send the base64 text alone.',
    read: (given) => fromBase64(given.replaceAll(/^["'\s]+|["'\s]+$/g, '')),
  },
]

const acs3Writings: readonly Writing[] = [
  {
    id: 'signature-in-upper-case',
    says: `The signature was written in upper-case hex. ${inV3}.`,
    read: (given) => fromHex(given.toLowerCase()),
  },
  {
    id: 'signature-in-base64',
    says: `The signature was written in base64, as in V1. ${inV3}.`,
    read: (given) =>
      fromBase64(decoded(given)) ??
      fromBase64(padded(decoded(given).replaceAll('-', '+').replaceAll('_', '/'))),
  },
  {
    id: 'signature-base64-of-hex',
    says: `The base64 of the hex digits was sent. ${inV3}, nothing around it.`,
    read: hexInBase64,
  },
  {
    id: 'signature-with-blanks',
    says: `The signature was sent with quotes around it. ${inV3}, nothing around it.`,
    read: (given) => fromHex(given.replaceAll(/^["']+|["']+$/g, '')),
  },
]

const digestOf: Readonly<Record<number, readonly string[]>> = {
  16: ['md5'],
  20: ['sha1'],
  32: ['sha256', 'sm3'],
  48: ['sha384'],
  64: ['sha512'],
}

/** A signature as bytes, with the hash function that makes so many, and with the mistakes made in writing it. */
export interface Reading {
  readonly hex: string
  readonly digest: string
  readonly findings: readonly Finding[]
}

/** The ways to read a signature, the right hash function first. None: it cannot be an HMAC at all. */
export function readSignature(given: string, scheme: Scheme, rightDigest: string): Reading[] {
  const isV1 = scheme === 'rpc-v1'
  const found = new Map<string, Reading>()
  const add = (bytes: Buffer | undefined, writing: Finding[]): void => {
    const digests = (bytes && digestOf[bytes.length]) ?? []
    for (const digest of digests.includes(rightDigest) ? [rightDigest, ...digests] : digests) {
      const hex = bytes?.toString('hex') ?? ''
      if (!getHashes().includes(digest) || found.has(`${digest}:${hex}`)) continue
      const expected = `HMAC-${rightDigest.toUpperCase()}`
      const other = {
        id: 'digest',
        says: `The signature was computed with HMAC-${digest.toUpperCase()}. ${isV1 ? 'V1' : 'The algorithm that Authorization names'} is ${expected}.`,
      }
      found.set(`${digest}:${hex}`, {
        hex,
        digest,
        findings: [...writing, ...(digest === rightDigest ? [] : [certainly(other)])],
      })
    }
  }
  add(isV1 ? fromBase64(given) : fromHex(given), [])
  for (const writing of isV1 ? rpcV1Writings : acs3Writings) add(writing.read(given), [certainly(writing)])
  return [...found.values()]
}
