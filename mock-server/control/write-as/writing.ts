import type { Exchange } from '../../../contracts/exchange.ts'
import type { AccessKey } from '../../world/directory.ts'

/** A call to be written in another form. */
export interface Writing {
  readonly exchange: Exchange
  readonly operation: string
  /** Parameters with lists and objects read from their JSON. */
  readonly parameters: Readonly<Record<string, unknown>>
  readonly key: Pick<AccessKey, 'id' | 'secret' | 'securityToken' | 'publicKey'>
  /** Where the emulator is called. */
  readonly origin: { readonly host: string; readonly protocol: string }
  /** Milliseconds since the epoch, on the clock of the world. */
  readonly now: number
}
