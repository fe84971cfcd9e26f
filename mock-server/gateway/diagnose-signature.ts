import { slowText, type SlowText } from '../../contracts/slow-text.ts'
import type { Call } from '../call/call.ts'
import type { AccessKey } from '../world/directory.ts'
import { cluesOf } from './diagnosis/clues.ts'
import { differenceOf, type Difference } from './diagnosis/difference.ts'
import type { Facts, Finding } from './diagnosis/hypothesis.ts'
import { findMistakes } from './diagnosis/search.ts'
import { wrapped } from './diagnosis/wrapped.ts'

/** Why a signature does not match. */
export interface Diagnosis {
  /**
   * True: the findings together give exactly the signature that came. False: with a `clientString`, each of them gives it alone;
   * without one they are possible causes, the likeliest first.
   */
  readonly certain: boolean
  readonly ranked: readonly Finding[]
  /** What the client signed, if that is known: the string to sign of V1, the canonical request of V3. */
  readonly clientString?: string
  /** Where that parts from what the server signs; absent if the strings agree. */
  readonly difference?: Difference
}

/** Finds out why the signature of a call does not match, by signing again with every mistake that clients are known to make. */
export function diagnoseSignature(
  call: Call,
  key: AccessKey,
  keys: ReadonlyMap<string, AccessKey>,
): Diagnosis {
  const pieces = diagnosing({ call, key, keys })
  for (;;) {
    const piece = pieces.next()
    if (piece.done === true) return piece.value
  }
}

/** The diagnosis as a text that is found when it is asked for: an answer does not wait for it. */
export function slowDiagnosis(call: Call, key: AccessKey, keys: ReadonlyMap<string, AccessKey>): SlowText {
  return slowText(
    (function* () {
      return describeDiagnosis(yield* diagnosing({ call, key, keys }))
    })(),
  )
}

function* diagnosing(facts: Facts): Generator<number, Diagnosis> {
  const match = yield* findMistakes(facts)
  if (match === undefined) return { certain: false, ranked: cluesOf(facts) }
  const { findings, signed, right, alternatives = [] } = match
  const difference = differenceOf(signed.readable, right.readable) ?? differenceOf(signed.text, right.text)
  const uncertain = (finding: Finding): Finding => ({ ...finding, certain: false })
  const said =
    alternatives.length === 0
      ? { certain: true, ranked: findings }
      : { certain: false, ranked: [...findings, ...alternatives].map(uncertain) }
  return { ...said, clientString: signed.readable, ...(difference && { difference }) }
}

/** A diagnosis as text, for terminals of 80 columns. */
export function describeDiagnosis({ certain, ranked, clientString, difference }: Diagnosis): string {
  const [first] = ranked
  if (!certain && clientString !== undefined)
    return [
      'One of these mistakes was made; each gives the signature that came:',
      ...ranked.map(({ says }, index) => wrapped(`${index + 1}. `, says)),
      ...(difference === undefined ? [] : describeDifference(difference)),
    ].join('\n')
  if (!certain)
    return [
      'No known mistake gives this signature. Possible causes, likeliest first:',
      ...ranked.map(({ says }, index) => wrapped(`${index + 1}. `, says)),
    ].join('\n')
  const findings =
    ranked.length === 1 && first !== undefined
      ? [wrapped('', first.says)]
      : [
          `${ranked.length} mistakes together:`,
          ...ranked.map(({ says }, index) => wrapped(`${index + 1}. `, says)),
        ]
  const proof = wrapped(
    '',
    difference === undefined
      ? 'This is certain: signing so gives the signature that came. The string to sign itself is right.'
      : 'This is certain: signing so gives the signature that came.',
  )
  return [...findings, proof, ...(difference === undefined ? [] : describeDifference(difference))].join('\n')
}

function describeDifference({ position, where, client, server, agreed }: Difference): string[] {
  return [
    '',
    `First difference at character ${position}, in ${where}:`,
    `  yours   ${client}`,
    `  server  ${server}`,
    `          ${' '.repeat(agreed)}^`,
  ]
}
