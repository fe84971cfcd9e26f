import { createHmac, scryptSync } from 'node:crypto'
import { UsageError } from '../../contracts/usage-error.ts'

/** What pseudonyms are made with. */
export interface RedactionKey {
  readonly secret: Uint8Array
  /** Names the key without telling it: two keys with the same name are the same. */
  readonly name: string
}

/** Fewest characters of a key: less is guessed too soon. */
const fewest = 16

/** Makes a key of a text. Throws `UsageError` when it is too short to be one. */
export function redactionKey(text: string): RedactionKey {
  const trimmed = text.trim()
  if (trimmed.length < fewest)
    throw new UsageError(`A redaction key has at least ${fewest} characters; this one has ${trimmed.length}.`)
  // Slow on purpose: the name is published with the cassette, and a short key must not be found by trying.
  const secret = scryptSync(trimmed, 'chatapp-mock redaction', 32)
  return { secret, name: createHmac('sha256', secret).update('name 2').digest('hex').slice(0, 8) }
}
