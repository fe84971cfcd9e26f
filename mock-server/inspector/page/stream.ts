import { send } from './ask.ts'
import type { Counters } from './types.ts'

/** How the page stands with its server. */
export type Connection = 'live' | 'connecting' | 'lost' | 'locked' | 'gone'

/** Least time between two redraws, in milliseconds. */
const pace = 250
const [firstPause, longestPause] = [300, 4000]

/** What one tab tells the others of the same world. */
interface Told {
  readonly counters?: Counters
  readonly connection?: Connection
  /** A tab that has just come asks how things stand. */
  readonly hello?: true
}

/**
 * Follows the events of a world until the returned function is called. It comes back by itself after the server was away,
 * and rests while the tab is hidden. Nothing can be missed, as an event never says what changed.
 * A browser keeps six connections to a server: of all tabs that show a world one holds the stream and tells the others.
 */
export function follow(
  world: string,
  onEvent: (counters: Counters) => void,
  onConnection: (connection: Connection) => void,
): () => void {
  const channel = new BroadcastChannel(`inspector ${world}`)
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel reaches its own origin alone
  const post = (told: Told): void => channel.postMessage(told)
  let turn: AbortController | undefined
  let last: Told = {}
  const tell = (told: Told): void => {
    last = { ...last, ...told }
    post(told)
    hear(told)
  }
  const hear = ({ counters, connection }: Told): void => {
    if (connection !== undefined) onConnection(connection)
    if (counters !== undefined) onEvent(counters)
  }
  let leading = false
  channel.addEventListener('message', ({ data }: MessageEvent<Told>) => {
    if (data.hello === undefined) hear(data)
    else if (leading) post(last)
  })
  const lead = async (signal: AbortSignal): Promise<void> => {
    leading = true
    await hold(world, signal, tell)
    leading = false
  }
  const start = (): void => {
    if (turn !== undefined || document.hidden) return
    const { signal } = (turn = new AbortController())
    post({ hello: true })
    // Only addresses a browser trusts, such as those of this machine, have locks.
    if (!('locks' in navigator)) void lead(signal)
    else
      void navigator.locks
        .request(`inspector ${world}`, { signal }, () => lead(signal))
        .catch(() => undefined)
  }
  const stop = (): void => {
    turn?.abort()
    turn = undefined
  }
  const onVisibility = (): void => (document.hidden ? stop() : start())
  document.addEventListener('visibilitychange', onVisibility)
  onConnection('connecting')
  start()
  return () => {
    stop()
    channel.close()
    document.removeEventListener('visibilitychange', onVisibility)
  }
}

/** Holds the stream open until it is called off, or until there is nothing to hold. */
async function hold(world: string, signal: AbortSignal, tell: (told: Told) => void): Promise<void> {
  let pause = firstPause
  const onEvent = paced((counters) => {
    if (!signal.aborted) tell({ counters })
  })
  while (!signal.aborted) {
    try {
      const response = await send('events', { world }, signal)
      if (response.status === 401) return tell({ connection: 'locked' })
      if (response.status === 404) return tell({ connection: 'gone' })
      if (response.ok && response.body !== null) {
        tell({ connection: 'live' })
        pause = firstPause
        await read(response.body, onEvent)
      }
    } catch {
      // Whatever ended the stream, it is opened again.
    }
    if (signal.aborted) return
    tell({ connection: 'lost' })
    const rest = pause
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, rest)
      signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true })
    })
    pause = Math.min(pause * 2, longestPause)
  }
}

/** Passes on the newest event, at most once in a while. */
function paced(onEvent: (counters: Counters) => void): (counters: Counters) => void {
  let newest: Counters | undefined
  let waiting = false
  return (counters) => {
    if (waiting) {
      newest = counters
      return
    }
    onEvent(counters)
    waiting = true
    setTimeout(() => {
      waiting = false
      if (newest !== undefined) onEvent(newest)
      newest = undefined
    }, pace)
  }
}

async function read(body: ReadableStream<Uint8Array>, onEvent: (counters: Counters) => void): Promise<void> {
  const reader = body
    .pipeThrough(new TextDecoderStream() as never)
    .getReader() as ReadableStreamDefaultReader<string>
  let text = ''
  for (;;) {
    const { value, done } = await reader.read()
    if (done) return
    text += value
    const events = text.split('\n\n')
    text = events.pop() ?? ''
    const last = events.findLast((event) => event.startsWith('data: '))
    if (last !== undefined) onEvent(JSON.parse(last.slice('data: '.length)) as Counters)
  }
}
