/** A file as the cassette reads it: any part, at any time. */
export interface Bytes {
  readonly size: number
  /** So many bytes from a place; fewer at the end. They are good until the next ones are read. */
  read(at: number, length: number): Uint8Array
}

/** Where a recording stands, in bytes. */
export interface Span {
  readonly at: number
  readonly length: number
}

const portion = 256 * 1024
/** Every recording begins with a brace at the beginning of a line, where within a recording none can stand. */
const beginning = '\n{'

/** Where the recordings stand, the header first. Read in portions: no more is held than one of them. */
export function* placesOf(bytes: Bytes): Generator<Span, undefined> {
  let open = 0
  for (let at = 0; at < bytes.size; at += portion) {
    // One byte more: a line may end with the portion.
    const part = asBuffer(bytes.read(at, portion + 1))
    const beginnings: number[] = []
    for (let found = part.indexOf(beginning); found !== -1; found = part.indexOf(beginning, found + 1))
      beginnings.push(at + found + 1)
    for (const next of beginnings) {
      yield { at: open, length: next - open }
      open = next
    }
  }
  if (open < bytes.size) yield { at: open, length: bytes.size - open }
  return undefined
}

/** Where the last recording stands. */
export function lastSpan(bytes: Bytes): Span {
  for (let end = bytes.size; end > 0; end -= portion) {
    const start = Math.max(0, end - portion)
    const found = asBuffer(bytes.read(start, end - start + 1)).lastIndexOf(beginning)
    if (found !== -1) return { at: start + found + 1, length: bytes.size - start - found - 1 }
  }
  return { at: 0, length: bytes.size }
}

/** Number of the line a byte stands on, counted from 1. */
export function lineAt(bytes: Bytes, place: number): number {
  let line = 1
  for (let at = 0; at < place; at += portion) {
    const part = asBuffer(bytes.read(at, Math.min(portion, place - at)))
    for (let found = part.indexOf(10); found !== -1; found = part.indexOf(10, found + 1)) line++
  }
  return line
}

const asBuffer = (part: Uint8Array): Buffer => Buffer.from(part.buffer, part.byteOffset, part.byteLength)
