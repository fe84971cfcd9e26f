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

/** A reply as plain values. Header names are lower case; the body is UTF-8 text. */
export interface HttpReply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}
