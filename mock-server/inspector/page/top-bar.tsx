import { useEffect, useState } from 'preact/hooks'
import { number, span, time } from './format.ts'
import { addressOf, go, readPlace, usePlace } from './place.ts'
import { Link, useAddress } from './parts.tsx'
import { useAsked, useInspected } from './store.ts'
import type { World } from './types.ts'

const said: Readonly<Record<string, string>> = {
  live: 'Live',
  connecting: 'Connecting…',
  lost: 'Server away, trying again…',
  locked: 'Token needed',
  gone: 'World is gone',
}

/** The world in view, its clock, and what can be done to both. */
export function TopBar() {
  const { counters, connection, about } = useInspected()
  const address = useAddress()
  const armed = useAsked<{ faults: readonly unknown[] }>(
    'listFaults',
    { world: useInspected().world },
    counters?.faults,
  )
  const faults = armed.data?.faults.length ?? 0
  return (
    <header class="top">
      <h1>
        <img src={markAddress()} alt="" width="20" height="20" /> <span>Inspector</span>
      </h1>
      <Worlds />
      {about !== undefined && <ClockControls about={about} />}
      {about !== undefined && <Marks about={about} />}
      {faults > 0 && (
        <Link to={address('faults')} class="tag bad">
          {number(faults)} {faults === 1 ? 'fault' : 'faults'} armed
        </Link>
      )}
      <p class={`connection connection-${connection}`} role="status">
        <span class="dot" aria-hidden="true" />
        {said[connection]}
      </p>
    </header>
  )
}

/** The icon lies beside the style sheet. */
function markAddress(): string {
  return document.querySelector<HTMLLinkElement>('link[rel="icon"]')?.href ?? ''
}

function Worlds() {
  const { world, counters } = useInspected()
  const { view } = usePlace()
  const [following, setFollowing] = useState(false)
  const asked = useAsked<{ worlds: readonly { id: string; exchanges: number }[] }>(
    'listWorlds',
    {},
    counters?.worlds,
  )
  const worlds = asked.data?.worlds ?? [{ id: world, exchanges: 0 }]
  const newest = worlds.at(-1)?.id
  useEffect(() => {
    if (following && newest !== undefined && newest !== world) go(addressOf({ world: newest, view }))
  }, [following, newest])
  const ids = worlds.some(({ id }) => id === world)
    ? worlds.map(({ id }) => id)
    : [world, ...worlds.map(({ id }) => id)]
  return (
    <div class="group">
      <label>
        <span class="label">World</span>
        <select
          value={world}
          onChange={(event) => {
            setFollowing(false)
            go(addressOf({ world: event.currentTarget.value, view }))
          }}
        >
          {ids.map((id) => (
            <option key={id} value={id}>
              {id}
            </option>
          ))}
        </select>
      </label>
      <label class="check" title="Show each new world as it is made">
        <input
          type="checkbox"
          checked={following}
          onChange={(event) => setFollowing(event.currentTarget.checked)}
        />
        newest
      </label>
    </div>
  )
}

function ClockControls({ about: { clock } }: { readonly about: World }) {
  const { act } = useInspected()
  const [to, setTo] = useState('')
  const virtual = clock.kind === 'virtual'
  return (
    <div class="group clock" role="group" aria-label="Clock of the world">
      <time
        title={
          virtual ? 'The clock of this world stands until it is moved (UTC)' : "The machine's clock (UTC)"
        }
      >
        {time(clock.now)}
      </time>
      {virtual && (
        <>
          <button
            type="button"
            disabled={clock.next === null}
            title={
              clock.next === null ? 'Nothing lies ahead' : `In ${span(Math.max(0, clock.next - clock.now))}`
            }
            onClick={() => void act('moveClock', { next: true })}
          >
            Next event
          </button>
          {['1m', '1h', '1d'].map((advance) => (
            <button key={advance} type="button" onClick={() => void act('moveClock', { advance })}>
              +{advance}
            </button>
          ))}
          <details class="menu">
            <summary>To…</summary>
            <div class="menu-body">
              <form
                class="clock-to"
                onSubmit={(event) => {
                  event.preventDefault()
                  if (to !== '') void act('moveClock', { to: `${to.length === 16 ? `${to}:00` : to}Z` })
                }}
              >
                <input
                  type="datetime-local"
                  step="1"
                  aria-label="Move the clock to (UTC)"
                  value={to}
                  onInput={(event) => setTo(event.currentTarget.value)}
                />
                <button type="submit" disabled={to === ''}>
                  Go
                </button>
              </form>
            </div>
          </details>
        </>
      )}
      {!virtual && <span class="soft">machine’s clock</span>}
    </div>
  )
}

function Marks({ about: { marks } }: { readonly about: World }) {
  const { act } = useInspected()
  const { view } = usePlace()
  const [name, setName] = useState('')
  const fork = async (): Promise<void> => {
    const made = await act<World>('createWorld', { from: readPlace().world })
    if (made !== undefined) go(addressOf({ world: made.id, view }))
  }
  return (
    <details class="menu">
      <summary>Mark and rewind</summary>
      <div class="menu-body">
        <form
          class="inline"
          onSubmit={(event) => {
            event.preventDefault()
            void act('markWorld', name === '' ? {} : { name }).then(() => setName(''))
          }}
        >
          <input
            aria-label="Name of the mark"
            placeholder="mark"
            maxLength={64}
            value={name}
            onInput={(event) => setName(event.currentTarget.value)}
          />
          <button type="submit">Mark</button>
        </form>
        <ul class="plain">
          {marks.map((mark) => (
            <li key={mark}>
              <button type="button" onClick={() => void act('rewindWorld', { name: mark })}>
                Rewind to {mark}
              </button>
            </li>
          ))}
        </ul>
        <button type="button" onClick={() => void fork()}>
          Fork this world
        </button>
      </div>
    </details>
  )
}
