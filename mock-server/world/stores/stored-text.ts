/** Text that is kept for long: long texts as UTF-8 bytes outside of the heap, which the collector neither copies nor counts. */
export type StoredText = string | Uint8Array

/** Characters from which a text is kept as bytes. */
const longText = 16 * 1024

/** The form in which a text is kept. */
export const storeText = (text: string): StoredText => (text.length < longText ? text : Buffer.from(text))

/** The text again; long ones are decoded at every call. */
export const readText = (stored: StoredText): string =>
  typeof stored === 'string'
    ? stored
    : Buffer.from(stored.buffer, stored.byteOffset, stored.byteLength).toString()
