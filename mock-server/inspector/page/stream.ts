import { send } from './ask.ts'
import type { Counters } from './types.ts'

/** How the page stands with its server. */
export type Connection = 'live' | 'connecting' | 'lost' | 'locked' | 'gone'

/** Least time between two redraws, in milliseconds. */
const pace = 250
const [firstPause, longestPause] = [300, 4000]

/**
 * Follows the events of a world until the returned function is called. It comes back by itself after the server was away,
 * and rests while the tab is hidden. Nothing can be missed, as an event never says what changed.
 */
export function follow(
  world: string,
  onEvent: (counters: Counters) => void,
  onConnection: (connection: Connection) => void,
): () => void {
  let stopped = false
  let pause = firstPause
  let timer: ReturnType<typeof setTimeout> | undefined
  let reading: AbortController | undefined

  const open = async (): Promise<void> => {
    if (stopped || document.hidden || reading !== undefined) return
    const own = (reading = new AbortController())
    try {
      const response = await send('events', { world }, own.signal)
      if (response.status === 401) return onConnection('locked')
      if (response.status === 404) return onConnection('gone')
      if (!response.ok || response.body === null) throw new Error(String(response.status))
      onConnection('live')
      pause = firstPause
      await read(response.body, paced(onEvent))
    } catch {
      // Told below: whatever ended the stream, it is opened again.
    } finally {
      if (reading === own) reading = undefined
    }
    if (stopped || own.signal.aborted) return
    onConnection('lost')
    timer = setTimeout(() => void open(), pause)
    pause = Math.min(pause * 2, longestPause)
  }
  const onVisibility = (): void => {
    if (!document.hidden) return void open()
    reading?.abort()
    reading = undefined
  }
  document.addEventListener('visibilitychange', onVisibility)
  onConnection('connecting')
  void open()
  return () => {
    stopped = true
    clearTimeout(timer)
    reading?.abort()
    document.removeEventListener('visibilitychange', onVisibility)
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
