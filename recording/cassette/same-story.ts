import { printRecording } from './print.ts'
import type { Recording } from './recording.ts'

/** Ids that a service draws, and moments. */
const drawn =
  /[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}|\d{10,}|\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?Z?/g

/**
 * Whether two recordings of the same calls differ only in ids that answers brought up, and in moments: then the older one can stay,
 * and a review shows nothing where nothing changed.
 */
export function tellSameStory(a: Iterator<Recording>, b: Iterator<Recording>): boolean {
  const [readA, readB] = [reader(), reader()]
  for (;;) {
    const [one, other] = [a.next(), b.next()]
    if (one.done === true || other.done === true) return one.done === other.done
    if (readA(one.value) !== readB(other.value)) return false
  }
}

/** Reads a recording with a number in the place of each id, in the order in which answers brought them up. */
function reader(): (recording: Recording) => string {
  const known = new Map<string, string>()
  const named = (text: string, isAnswer: boolean): string =>
    text.replace(drawn, (id) => {
      if (isAnswer && !known.has(id)) known.set(id, /[T ]/.test(id) ? '(moment)' : `(id ${known.size})`)
      return known.get(id) ?? id
    })
  return ({ call, format, parameters, answer, rule, faults }) =>
    named(
      printRecording({
        call,
        ...(format && { format }),
        parameters,
        answer: { status: 0 },
        ...(rule === undefined ? {} : { rule }),
        ...(faults && { faults }),
      }),
      false,
    ) + named(printRecording({ call, parameters: {}, answer }), true)
}
