import { createHmac } from 'node:crypto'
import * as acs3 from '../../../contracts/signature/acs3.ts'
import { acs3Mistakes } from './acs3-mistakes.ts'
import { certainly, type Change, type Facts, type Finding, type Hypothesis } from './hypothesis.ts'
import { keyMistakes } from './key-mistakes.ts'
import { rpcV1Mistakes } from './rpc-v1-mistakes.ts'
import {
  acs3Signing,
  rpcV1Signing,
  signedByAcs3,
  signedByRpcV1,
  type SignedText,
  type Signing,
} from './signing.ts'
import { readSignature, type Reading } from './writing-mistakes.ts'

/** Mistakes that together give the signature that came, and the string the client signed. */
export interface Match {
  readonly findings: readonly Finding[]
  readonly signed: SignedText
  /** What the server signs. */
  readonly right: SignedText
  /** Other mistakes that give the very same string: which of them was made cannot be told. */
  readonly alternatives?: readonly Finding[]
}

/** Above so many characters only single mistakes are tried: pairs of them, and every millisecond, would take too long. */
const thoroughUpTo = 4_000
/** Hypotheses are tried until so many characters were signed: a body of many megabytes gets fewer of them. */
const charactersAtMost = 20_000_000
/** Of a hypothesis with several variants so many are tried in pairs. */
const variantsInPairs = 3

/** A search that can be interrupted: it yields how many characters it has signed since it was resumed. */
export type Searching = Generator<number, Match | undefined>

/** More parameters or headers than this are not looked through for mistakes: hypotheses change them one by one. */
const mostParts = 400

/** Finds the fewest mistakes that give the signature that came; undefined if none of the known ones do. */
export function* findMistakes(facts: Facts): Searching {
  const { query, form, authorization } = facts.call
  if (query.length + form.length > mostParts || (authorization?.signedHeaders.length ?? 0) > mostParts)
    return undefined
  return yield* facts.call.scheme === 'acs3' ? searchAcs3(facts) : searchRpcV1(facts)
}

function searchRpcV1(facts: Facts): Searching {
  const signing = rpcV1Signing(facts.call)
  const readings = readSignature(facts.call.parameters.get('Signature') ?? '', 'rpc-v1', 'sha1')
  return search({
    signing,
    hypotheses: rpcV1Mistakes,
    assemble: signedByRpcV1,
    retext: (text) => ({ text, readable: text }),
    facts,
    inStyle: withAmpersand,
    test: hmacTest(readings),
  })
}

const withAmpersand = (secret: string): string => `${secret}&`

function searchAcs3(facts: Facts): Searching {
  const signing = acs3Signing(facts.call)
  const { algorithm } = signing
  const given = facts.call.authorization?.signature ?? ''
  const test =
    algorithm === 'ACS3-RSA-SHA256'
      ? rsaTest(facts, given)
      : hmacTest(readSignature(given, 'acs3', acs3.algorithms[algorithm]))
  return search({
    signing,
    hypotheses: acs3Mistakes,
    assemble: signedByAcs3,
    retext: (readable) => ({ readable, text: acs3.stringToSign(algorithm, readable) }),
    facts,
    inStyle: (secret) => secret,
    test,
  })
}

/** Tells whether signing the text with the key gives the signature that came: the further findings it takes, or undefined. */
type SignatureTest = (text: string, key: string, thoroughly: boolean) => readonly Finding[] | undefined

/** Two hash functions make signatures of one length; only a thorough test tries the less likely one. */
function hmacTest(readings: readonly Reading[]): SignatureTest {
  const digests = [...new Set(readings.map(({ digest }) => digest))]
  return (text, key, thoroughly) => {
    for (const digest of thoroughly ? digests : digests.slice(0, 1)) {
      const hex = createHmac(digest, key).update(text).digest('hex')
      const reading = readings.find((reading) => reading.digest === digest && reading.hex === hex)
      if (reading !== undefined) return reading.findings
    }
    return undefined
  }
}

/** A private key cannot be guessed at: only strings are tried, against the public key. */
function rsaTest({ key }: Facts, given: string): SignatureTest {
  const { publicKey, secret } = key
  return (text, tried) =>
    publicKey !== undefined && tried === secret && acs3.verifyRsa(publicKey, text, given.toLowerCase())
      ? []
      : undefined
}

interface Search<S extends Signing> {
  readonly signing: S
  readonly hypotheses: readonly Hypothesis<S>[]
  readonly assemble: (signing: S) => SignedText
  /** Makes the signed text again of a changed readable one. */
  readonly retext: (readable: string) => SignedText
  readonly facts: Facts
  readonly inStyle: (secret: string) => string
  readonly test: SignatureTest
}

interface Variant<S> {
  readonly finding: Finding
  /** Whether to try it together with another mistake. */
  readonly inPairs: boolean
  readonly general: boolean
  /** Place of the hypothesis in its list. */
  readonly rank: number
  readonly signing: S
}

function* search<S extends Signing>(given: Search<S>): Searching {
  const { signing, assemble, retext, facts, inStyle, test } = given
  const right = assemble(signing)
  const rightKey = inStyle(facts.key.secret)
  const match = (
    signed: SignedText,
    key: string,
    findings: readonly Finding[],
    thoroughly = findings.length < 2,
  ): Match | undefined => {
    const further = test(signed.text, key, thoroughly)
    return further && { findings: [...findings, ...further], signed, right }
  }
  const keys = keyMistakes.flatMap((mistake) =>
    mistake.keys(facts, inStyle).map(({ key, detail }, index) => ({
      key,
      finding: certainly(mistake, detail),
      inPairs: mistake.common === true && index < variantsInPairs,
    })),
  )

  const plain = match(right, rightKey, [])
  if (plain !== undefined) return plain
  for (const { key, finding } of keys) {
    yield right.text.length
    const found = match(right, key, [finding])
    if (found !== undefined) return found
  }
  const tried = new Set([right.text])
  const isNew = ({ text }: SignedText): boolean => tried.size < tried.add(text).size
  const frequent: { readonly variant: Variant<S>; readonly signed: SignedText }[] = []
  let characters = 0
  for (const variant of variantsOf(signing, given)) {
    const signed = assemble(variant.signing)
    characters += signed.readable.length
    yield signed.readable.length
    if (characters > charactersAtMost) break
    const found = isNew(signed) ? match(signed, rightKey, [variant.finding]) : undefined
    if (found !== undefined) {
      const alternatives = othersWith(signed.text, variant, given)
      return alternatives.length === 0 ? found : { ...found, alternatives }
    }
    if (variant.inPairs && signed.text !== right.text) frequent.push({ variant, signed })
  }
  if (right.readable.length > thoroughUpTo) return undefined

  for (const { variant, signed } of frequent) {
    for (const { key, finding, inPairs } of keys) {
      yield signed.text.length
      const found = inPairs ? match(signed, key, [variant.finding, finding]) : undefined
      if (found !== undefined) return found
    }
  }
  for (const { variant } of frequent) {
    for (const second of variantsOf(variant.signing, given, variant.rank + 1)) {
      if (!second.inPairs) continue
      const signed = assemble(second.signing)
      yield signed.readable.length
      const found = isNew(signed) ? match(signed, rightKey, [variant.finding, second.finding]) : undefined
      if (found !== undefined) return found
    }
  }
  for (const [readable, milliseconds] of withMilliseconds(right.readable)) {
    yield readable.length
    const found = match(retext(readable), rightKey, [certainly(millisecondsSigned, milliseconds)], false)
    if (found !== undefined) return found
  }
  return undefined
}

/** The other mistakes that give the same string, one finding each. */
function othersWith<S extends Signing>(text: string, { finding }: Variant<S>, given: Search<S>): Finding[] {
  const others = new Map<string, Finding>()
  for (const variant of variantsOf(given.signing, given)) {
    const { id } = variant.finding
    if (id === finding.id || variant.general || others.has(id)) continue
    if (given.assemble(variant.signing).text === text) others.set(id, variant.finding)
  }
  return [...others.values()]
}

/** Every way to make a mistake; from the given place on only the frequent ones. */
function* variantsOf<S extends Signing>(
  signing: S,
  { hypotheses, facts }: Search<S>,
  from?: number,
): Generator<Variant<S>> {
  for (const [rank, hypothesis] of hypotheses.entries()) {
    if (from !== undefined && (rank < from || hypothesis.common === undefined)) continue
    for (const [index, { detail, ...change }] of (
      [hypothesis.change(signing, facts)].flat() as Change<S>[]
    ).entries()) {
      yield {
        finding: certainly(hypothesis, detail),
        inPairs: hypothesis.common === true && index < variantsInPairs,
        general: hypothesis.general === true,
        rank,
        signing: { ...signing, ...change },
      }
    }
  }
}

const millisecondsSigned = {
  id: 'milliseconds-signed',
  says: 'The time was signed with milliseconds ({detail}) but sent without. Format it once as yyyy-MM-ddTHH:mm:ssZ, and sign and send that text.',
}

/** The time with each of the 1,000 milliseconds, in the string to sign of V1 or in the canonical request of V3. */
function* withMilliseconds(readable: string): Generator<[readable: string, milliseconds: string]> {
  const place =
    /(?<=(?:^|%26|&)Timestamp%3D[\d-]+T\d\d%253A\d\d%253A\d\d|\nx-acs-date:[\d-]+T\d\d:\d\d:\d\d)Z/.exec(
      readable,
    )
  if (place === null) return
  for (let i = 0; i < 1000; i++) {
    const milliseconds = `.${String(i).padStart(3, '0')}`
    yield [readable.slice(0, place.index) + milliseconds + readable.slice(place.index), milliseconds]
  }
}
