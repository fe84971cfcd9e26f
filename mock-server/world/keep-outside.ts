import { rememberLast } from '../../contracts/remember-last.ts'

/** Shorter texts stay where they are. */
const least = 16 * 1024

/** Whoever keeps the text of the time before keeps the same bytes. */
const bytesOf = rememberLast((text: string) => Buffer.from(text))

/**
 * Keeps a field of a record, if its text is large, as bytes outside of the heap; read as text whenever it is asked for.
 * The collector then neither copies it nor lets the heap grow with it.
 */
export function keepOutside<Field extends string>(
  record: { readonly [Name in Field]: string },
  name: Field,
): void {
  const text = record[name]
  if (text.length < least) return
  const bytes = bytesOf(text)
  Object.defineProperty(record, name, { get: () => bytes.toString(), enumerable: true, configurable: true })
}
