import { clockTime, number, span } from '../format.ts'
import { Empty, Link, Search, Shown, useAddress } from '../parts.tsx'
import { usePlace } from '../place.ts'
import { useAsked, useInspected } from '../store.ts'
import type { Exchange, Pending } from '../types.ts'

interface Receipts {
  readonly pending: readonly Pending[]
  readonly attempts: readonly Exchange[]
  readonly queues: readonly { readonly name: string; readonly messages: number }[]
  readonly tally: { readonly accepted: number; readonly givenUp: number; readonly lost: number }
}

/** What is reported to the application: pending pushes, attempts with their verdicts, queues. */
export function Receipts() {
  const { world, counters } = useInspected()
  const { query } = usePlace()
  const asked = useAsked<Receipts>(
    'listReceipts',
    { world, query, limit: 50 },
    `${counters?.receipts} ${counters?.exchanges} ${counters?.clock}`,
  )
  return (
    <div class="page">
      <Search label="Search attempts" hint="status:Delivered  to:8613800000001" />
      <Shown asked={asked}>
        {({ pending, attempts, queues, tally }) => (
          <>
            <p class="tally">
              <strong>{number(tally.accepted)}</strong> accepted · <strong>{number(tally.givenUp)}</strong>{' '}
              given up · <strong>{number(tally.lost)}</strong> lost
            </p>
            <h2>Pending</h2>
            {pending.length === 0 ? (
              <p class="soft">Nothing waits to be pushed.</p>
            ) : (
              <PendingTable pending={pending} />
            )}
            <h2>Attempts</h2>
            {attempts.length === 0 ? <NoAttempts query={query} /> : <AttemptTable attempts={attempts} />}
            {queues.length > 0 && (
              <>
                <h2>Queues</h2>
                <ul class="plain">
                  {queues.map(({ name, messages }) => (
                    <li key={name}>
                      <code>{name}</code> {number(messages)} waiting
                    </li>
                  ))}
                </ul>
              </>
            )}
          </>
        )}
      </Shown>
    </div>
  )
}

function NoAttempts({ query }: { readonly query: string }) {
  const { world } = useInspected()
  return query === '' ? (
    <Empty
      title="No receipt was pushed"
      command={`curl -X POST ${location.origin}/_mock/worlds/${world}/callbacks -H 'content-type: application/json' -d '{"status":"http://127.0.0.1:3000/receipts"}'`}
    >
      Receipts go where the account or the number says. Name an address of this machine:
    </Empty>
  ) : (
    <Empty title="No attempt matches" />
  )
}

function PendingTable({ pending }: { readonly pending: readonly Pending[] }) {
  const { about } = useInspected()
  return (
    <div class="scrolls" tabIndex={0} role="region" aria-label="Pending pushes">
      <table>
        <thead>
          <tr>
            <th scope="col">Due</th>
            <th scope="col">Type</th>
            <th scope="col">To</th>
            <th scope="col">Items</th>
            <th scope="col">Failed attempts</th>
          </tr>
        </thead>
        <tbody>
          {pending.map(({ id, due, type, url, items, attempts, underWay }) => (
            <tr key={id}>
              <th scope="row">
                {underWay
                  ? 'under way'
                  : about === undefined || due <= about.clock.now
                    ? 'now'
                    : `in ${span(due - about.clock.now)}`}
              </th>
              <td>{type}</td>
              <td class="breaks">{url}</td>
              <td>{number(items.length)}</td>
              <td>{number(attempts)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function AttemptTable({ attempts }: { readonly attempts: readonly Exchange[] }) {
  const address = useAddress()
  return (
    <div class="scrolls" tabIndex={0} role="region" aria-label="Attempts">
      <table>
        <thead>
          <tr>
            <th scope="col">At</th>
            <th scope="col">Type</th>
            <th scope="col">To</th>
            <th scope="col">Items</th>
            <th scope="col">Answer</th>
            <th scope="col">Next</th>
          </tr>
        </thead>
        <tbody>
          {attempts.map(({ requestId, at, operation, push, status, code, rule }) => (
            <tr key={requestId}>
              <th scope="row">
                <Link to={address('calls', [requestId])}>{clockTime(at)}</Link>
              </th>
              <td>{operation}</td>
              <td class="breaks">{push?.url}</td>
              <td>{push?.items}</td>
              <td title={rule} class={status >= 200 && status < 300 ? 'good' : 'bad'}>
                {status === 0 ? code || 'no answer' : `${status} ${code}`}
              </td>
              <td>{typeof push?.next === 'number' ? clockTime(push.next) : '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
