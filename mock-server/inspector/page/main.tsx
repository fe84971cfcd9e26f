import { render } from 'preact'
import { useEffect, useMemo, useState } from 'preact/hooks'
import { keepToken } from './ask.ts'
import { CopyButton, Link } from './parts.tsx'
import { addressOf, usePlace } from './place.ts'
import { actor, InspectedContext, useAsked, type Action, type Inspected } from './store.ts'
import { follow, type Connection } from './stream.ts'
import { TopBar } from './top-bar.tsx'
import type { Counters, World } from './types.ts'
import { Calls } from './views/calls.tsx'
import { Directory } from './views/directory.tsx'
import { Faults } from './views/faults.tsx'
import { Messages } from './views/messages.tsx'
import { People } from './views/people.tsx'
import { Receipts } from './views/receipts.tsx'
import { Sends } from './views/sends.tsx'

const views = {
  sends: ['Sends', Sends],
  messages: ['Messages', Messages],
  calls: ['Calls', Calls],
  receipts: ['Receipts', Receipts],
  people: ['People', People],
  directory: ['Directory', Directory],
  faults: ['Faults', Faults],
} as const

function App() {
  const place = usePlace()
  const { world } = place
  const [counters, setCounters] = useState<Counters | undefined>()
  const [connection, setConnection] = useState<Connection>('connecting')
  const [action, setAction] = useState<Action | undefined>()
  const [attempt, setAttempt] = useState(0)
  useEffect(() => {
    setCounters(undefined)
    return follow(world, setCounters, setConnection)
  }, [world, attempt])
  const act = useMemo(() => actor(world, setAction), [world])
  // Asked anew after every connection: a server that was restarted may count as the one before did.
  const version = `${connection} ${counters?.exchanges} ${counters?.clock} ${counters?.messages} ${action?.path}`
  const about = useAsked<World>('getWorld', { world }, version).data
  const inspected = useMemo<Inspected>(
    () => ({ world, about, counters, connection, act }),
    [world, about, counters, connection, act],
  )
  const chosen = Object.hasOwn(views, place.view) ? (place.view as keyof typeof views) : 'sends'
  const [title, View] = views[chosen]
  useEffect(() => {
    document.title = `${title} · ${world} · chatapp-mock`
  }, [title, world])
  return (
    <InspectedContext.Provider value={inspected}>
      <TopBar />
      <nav class="views" aria-label="Views">
        {Object.entries(views).map(([name, [label]]) => (
          <Link
            key={name}
            to={addressOf({ world, view: name })}
            aria-current={name === chosen ? 'page' : undefined}
          >
            {label}
          </Link>
        ))}
      </nav>
      <main aria-label={title}>
        {connection === 'locked' ? (
          <Token onToken={() => setAttempt(attempt + 1)} />
        ) : connection === 'gone' ? (
          <p class="failure" role="alert">
            There is no world {world}. Choose another one above.
          </p>
        ) : (
          <View key={world} />
        )}
      </main>
      {action !== undefined && <LastAction action={action} dismiss={() => setAction(undefined)} />}
    </InspectedContext.Provider>
  )
}

/** A server started with --control-token answers only those who know it. */
function Token({ onToken }: { readonly onToken: () => void }) {
  const [token, setToken] = useState('')
  return (
    <form
      class="token"
      onSubmit={(event) => {
        event.preventDefault()
        keepToken(token)
        onToken()
      }}
    >
      <h2>This server asks for a token</h2>
      <p>It was started with --control-token. The token stays in this tab.</p>
      <label>
        Token
        <input
          type="password"
          autocomplete="off"
          value={token}
          onInput={(event) => setToken(event.currentTarget.value)}
        />
      </label>
      <button type="submit" class="primary">
        Continue
      </button>
    </form>
  )
}

/** The call behind what was done last, as it can be repeated from a shell. */
function LastAction({ action, dismiss }: { readonly action: Action; readonly dismiss: () => void }) {
  const { method, path, body, failure } = action
  const command = `curl -X ${method} '${location.origin}${path}'${body === undefined ? '' : ` -H 'content-type: application/json' -d '${body.replaceAll("'", String.raw`'\''`)}'`}`
  return (
    <aside class={failure === undefined ? 'last' : 'last last-failed'} aria-label="Last action">
      <p role="status">
        <code>
          {method} {path} {body}
        </code>
        {failure !== undefined && <span class="bad"> {failure}</span>}
      </p>
      <CopyButton text={command} label="Copy as curl" />
      <button type="button" class="quiet" aria-label="Dismiss" onClick={dismiss}>
        ✕
      </button>
    </aside>
  )
}

const root = document.getElementById('inspector')
if (root !== null) render(<App />, root)
