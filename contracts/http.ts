/** A request as plain values. Header names are lower case; `url` is the request target, path and query, as received. */
export interface HttpRequest {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** The body's bytes exactly as they arrived: the V3 signature hashes them. */
  readonly body: Uint8Array
  /** True when the request came over TLS. */
  readonly secure: boolean
}

/** A reply as plain values. Header names are lower case. */
export interface HttpReply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** The body as UTF-8 text. */
  readonly body: string
  /** The body where it is not UTF-8 text: then this is what is sent. */
  readonly bytes?: Uint8Array
  /** How it travels, where a fault wants it otherwise than whole and at once. */
  readonly delivery?: Delivery
}

/** What a fault does to an answer on its way: plain data, of which each doorway shows as much as it can. */
export interface Delivery {
  /** Name of the fault, for a doorway that cannot show it. */
  readonly fault: string
  /** What is sent: nothing, or the head with so many bytes of the body. Everything unless given. */
  readonly sent?: 'nothing' | number
  /** How the answer ends after that; `end` unless given. */
  readonly ends?: Ending
  /** Takes the place of the body where that is no text. */
  readonly bytes?: Uint8Array
  /** The body leaves in pieces of so many bytes, each so many milliseconds of real time after the one before. */
  readonly pieces?: { readonly bytes: number; readonly every: number }
}

/**
 * How an answer ends. `end`: as it should; `close`: the connection is closed; `half-close`: nothing more comes, though the server goes on
 * listening; `reset`: the connection is reset; `silence`: nothing more comes, and the connection stays; `refuse`: there was no connection
 * to begin with; `stale`: as it should, but the kept connection is closed when it is used again.
 */
export type Ending = 'end' | 'close' | 'half-close' | 'reset' | 'silence' | 'refuse' | 'stale'

/** The part of `fetch` the client uses; `globalThis.fetch` fits. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>
