import type { Emulator } from '../emulator/emulator.ts'
import { ConnectionError, toWebResponse } from './web-response.ts'

/**
 * `fetch` that asks an emulator in this process, without a port.
 * @param world id of the world that answers every call; the world of the key unless given
 */
export function fetchOf(
  emulator: Pick<Emulator, 'handle'> & Partial<Pick<Emulator, 'worlds'>>,
  world?: string,
): (address: string, init?: RequestInit) => Promise<Response> {
  return async (address, { method = 'GET', headers, body, signal } = {}) => {
    const { host, pathname, search, protocol } = new URL(address)
    const asked = emulator.handle(
      {
        method,
        url: `${pathname}${search}`,
        headers: { host, ...Object.fromEntries(new Headers(headers)) },
        body:
          body === undefined || body === null
            ? new Uint8Array()
            : new Uint8Array(await new Response(body).arrayBuffer()),
        secure: protocol === 'https:',
      },
      world === undefined ? undefined : emulator.worlds?.get(world),
    )
    const reply = await (signal ? orAborted(asked, signal) : asked)
    const response = await toWebResponse(reply, { doorway: 'in process', method, signal })
    return response.headers.get('content-encoding') === 'gzip'
      ? new Response(await unzipped(response), response)
      : response
  }
}

/** Rejects when the caller no longer waits: a fault may take its time. Leaves nothing at a signal that outlives the call. */
function orAborted<T>(asked: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason as Error)
    if (signal.aborted) abort()
    signal.addEventListener('abort', abort, { once: true })
    asked.finally(() => signal.removeEventListener('abort', abort)).then(resolve, reject)
  })
}

/** The body as fetch hands it over; what cannot be decompressed breaks off. */
async function unzipped(response: Response): Promise<Uint8Array<ArrayBuffer> | ReadableStream> {
  try {
    const packed = new Uint8Array(await response.arrayBuffer())
    // Where nothing came, fetch unpacks nothing.
    return packed.length === 0
      ? packed
      : new Uint8Array(process.getBuiltinModule('node:zlib').gunzipSync(packed))
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException
    return new ReadableStream({
      pull: (controller) => controller.error(new ConnectionError('terminated', code, message)),
    })
  }
}
