import type { HttpRequest } from '../../contracts/http.ts'
import * as mns from '../../contracts/signature/mns.ts'
import { readCall } from '../call/call.ts'
import type { Emulator } from '../emulator/emulator.ts'
import type { World } from '../world/world.ts'
import type { History } from '../emulator/history.ts'

/** An emulator that keeps what it is asked. One without a history pays nothing for this. */
export function withHistory(emulator: Emulator, history: History): Emulator {
  const worldOf = (request: HttpRequest, given: World | undefined): World =>
    given ?? emulator.worlds.ofKey(keyOf(request))
  return {
    ...emulator,
    history,
    respond: (request, world) =>
      history.call(worldOf(request, world), request, () => emulator.respond(request, world)),
    handle: async (request, world) =>
      history.call(worldOf(request, world), request, () => emulator.handle(request, world)),
  }
}

/** The queue service has a signature of its own. */
const keyOf = (request: HttpRequest): string =>
  mns.parseAuthorization(request.headers['authorization'] ?? '')?.accessKeyId ?? readCall(request).accessKeyId
