import { createContext } from 'preact'
import { useContext, useEffect, useRef, useState } from 'preact/hooks'
import { ask, AskError, travelling, type Input, type Travelling } from './ask.ts'
import type { Call } from './calls.ts'
import type { Connection } from './stream.ts'
import type { Counters, World } from './types.ts'

/** What every view knows. */
export interface Inspected {
  readonly world: string
  readonly about: World | undefined
  readonly counters: Counters | undefined
  readonly connection: Connection
  /** Carries out a call that changes something and shows it; resolves to undefined when it was refused. */
  act<T>(id: Call, input?: Input): Promise<T | undefined>
}

/** The last call that changed something, and what became of it. */
export interface Action extends Travelling {
  readonly failure: string | undefined
}

export const InspectedContext = createContext<Inspected>(undefined as never)
export const useInspected = (): Inspected => useContext(InspectedContext)

export interface Asked<T> {
  readonly data: T | undefined
  readonly failure: AskError | undefined
}

/**
 * Asks now and whenever `version` changes, one question at a time; what was learned stays until the next answer.
 * @param held while true, nothing is asked again
 */
export function useAsked<T>(id: Call, input: Input, version: unknown, held = false): Asked<T> {
  const key = JSON.stringify([id, input])
  const [asked, setAsked] = useState<Asked<T> & { readonly key: string }>({
    key,
    data: undefined,
    failure: undefined,
  })
  const state = useRef({ busy: false, again: false, key })
  const alive = useRef(true)
  useEffect(() => () => void (alive.current = false), [])
  useEffect(() => {
    const own = state.current
    own.key = key
    if (held && asked.key === key && asked.data !== undefined) return
    if (own.busy) {
      own.again = true
      return
    }
    const run = async (): Promise<void> => {
      own.busy = true
      const asking = own.key
      const [askedId, askedInput] = JSON.parse(asking) as [Call, Input]
      const answer = await ask<T>(askedId, askedInput).then(
        (data) => ({ data, failure: undefined }),
        (failure: AskError) => ({ data: undefined, failure }),
      )
      own.busy = false
      if (!alive.current) return
      if (own.key === asking)
        setAsked((before) => ({
          key: asking,
          // What is known stays in view while the server is away.
          data:
            answer.data ?? (answer.failure?.status === 0 && before.key === asking ? before.data : undefined),
          failure: answer.failure,
        }))
      if (own.again || own.key !== asking) {
        own.again = false
        void run()
      }
    }
    void run()
  }, [key, version, held])
  return asked.key === key ? asked : { data: undefined, failure: undefined }
}

/** Makes `act` of a world: fills in its id, and reports each call. */
export const actor =
  (world: string, report: (action: Action) => void): Inspected['act'] =>
  async <T>(id: Call, input: Input = {}): Promise<T | undefined> => {
    const whole = id === 'createWorld' ? input : { world, ...input }
    const call = travelling(id, whole)
    try {
      const result = await ask<T>(id, whole)
      report({ ...call, failure: undefined })
      return result
    } catch (error) {
      report({ ...call, failure: (error as AskError).message })
      return undefined
    }
  }
