import type { HttpReply, HttpRequest } from '../../../contracts/http.ts'
import type { WorldHandle } from '../../../mock-server/entry/world-handle.ts'
import { toReply, type Reply } from '../../mock-under-test.ts'
import { massSend, signed, type Parameters, type Signing } from '../../signed-requests.ts'

/** Makes calls with the main key of a world, signed at the time of its clock. */
export interface Caller {
  call(parameters: Parameters, signing?: Signing): Promise<Reply>
  /** A mass send the demo accounts accept, with changes. */
  send(changes?: Parameters, signing?: Signing): Promise<Reply>
}

/** A caller for a world, whatever carries its requests. */
export function callerOf(handle: (request: HttpRequest) => Promise<HttpReply>, world: WorldHandle): Caller {
  const key = { id: world.accessKeyId, secret: world.accessKeySecret }
  const call: Caller['call'] = async (parameters, signing = {}) =>
    toReply(
      await handle(signed(parameters, { key, ...signing, at: signing.at ?? (await world.clock()).now })),
    )
  return { call, send: (changes, signing) => call(massSend(changes), signing) }
}

/** So many sends in turn; their codes. */
export async function sendTimes(caller: Caller, count: number): Promise<unknown[]> {
  const codes = []
  for (let index = 0; index < count; index++) codes.push((await caller.send()).code)
  return codes
}

/** The bytes of a reply: everything a client can see. */
export const bytesOf = ({ status, headers, text }: Reply): string => JSON.stringify([status, headers, text])
