import { openCassette, type Cassette, type CassetteOptions } from '../../../recording/cassette/cassette.ts'

/** Opens a cassette that stands in a text. */
export function openText(text: string, options?: CassetteOptions): Cassette {
  const bytes = Buffer.from(text)
  return openCassette(
    { size: bytes.length, read: (at, length) => bytes.subarray(at, at + length) },
    'calls.cassette',
    options,
  )
}
