import type { HttpReply, HttpRequest } from '../../contracts/http.ts'

/** Everything that led a world to where it stands: enough to go the same way again, byte by byte. */
export interface Capsule {
  /** What the emulator was made with. */
  readonly server: Readonly<Record<string, unknown>>
  /** Where the clock of the demo world began; absent where that runs on the machine's. */
  readonly demoStart?: number | undefined
  readonly world: string
  readonly steps: readonly Step[]
  /** What the consumers of receipts answered, in the order they were asked. */
  readonly pushes: readonly PushStep[]
}

/** Something that was done to a world. The machine's time counts for clients that know no other. */
export type Step = CallStep | ControlStep

export interface CallStep {
  readonly machine: number
  readonly world: string
  readonly call: Omit<HttpRequest, 'body'> & { readonly text?: string; readonly base64?: string }
  /** Absent when it was not there yet. */
  reply?: WrittenReply
}

type WrittenReply = Omit<HttpReply, 'delivery'> & { readonly delivery?: unknown }

export interface ControlStep {
  readonly machine: number
  world: string
  /** Operation of the control API. */
  readonly control: string
  readonly input: Readonly<Record<string, unknown>>
  /** SHA-256 of the result; absent when it was not there yet. */
  result?: string
}

export interface PushStep {
  readonly push: string
  readonly items: string
  readonly answer: Readonly<Record<string, unknown>>
}

/** A request as a capsule holds it: its body as text where it is one. */
export function writeRequest({ body, ...rest }: HttpRequest): CallStep['call'] {
  const text = Buffer.from(body).toString('utf8')
  return {
    ...rest,
    headers: { ...rest.headers },
    ...(Buffer.from(text).equals(Buffer.from(body))
      ? { text }
      : { base64: Buffer.from(body).toString('base64') }),
  }
}

export function readRequest({ text, base64, ...rest }: CallStep['call']): HttpRequest {
  return { ...rest, body: base64 === undefined ? Buffer.from(text ?? '') : Buffer.from(base64, 'base64') }
}

/** A reply as a capsule holds it. */
export const writeReply = ({ delivery, ...reply }: HttpReply): WrittenReply => ({
  ...reply,
  ...(delivery === undefined ? {} : { delivery: JSON.parse(JSON.stringify(delivery)) }),
})
