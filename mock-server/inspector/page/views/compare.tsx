import { useState } from 'preact/hooks'
import { Shown } from '../parts.tsx'
import { useAsked, useInspected } from '../store.ts'
import type { Exchange } from '../types.ts'

interface Difference {
  readonly about: string
  readonly path: string
  readonly first?: string
  readonly second?: string
}

/** What another call said and got differently; the newest accepted one of the same operation is at hand. */
export function Compare({ exchange }: { readonly exchange: Exchange }) {
  const { world } = useInspected()
  const [other, setOther] = useState('')
  const near = useAsked<{ exchanges: readonly Exchange[] }>(
    'listExchanges',
    { world, query: `operation:${exchange.operation || 'none'} code:OK`, limit: 2 },
    '',
  )
  const suggested = near.data?.exchanges.find(({ requestId }) => requestId !== exchange.requestId)?.requestId
  return (
    <>
      <h3>Compare</h3>
      <form class="inline" onSubmit={(event) => event.preventDefault()}>
        <label>
          With RequestId{' '}
          <input
            value={other}
            spellcheck={false}
            onInput={(event) => setOther(event.currentTarget.value.trim())}
          />
        </label>
        {suggested !== undefined && (
          <button type="button" class="quiet" onClick={() => setOther(suggested)}>
            The newest that was accepted
          </button>
        )}
      </form>
      {other !== '' && <Differences first={exchange.requestId} second={other} />}
    </>
  )
}

function Differences({ first, second }: { readonly first: string; readonly second: string }) {
  const { world } = useInspected()
  const asked = useAsked<{ differences: readonly Difference[] }>(
    'compareExchanges',
    { world, first, second },
    '',
  )
  return (
    <Shown asked={asked}>
      {({ differences }) =>
        differences.length === 0 ? (
          <p class="soft">The two calls say and get the same.</p>
        ) : (
          <div class="scrolls" tabIndex={0} role="region" aria-label="Differences">
            <table>
              <thead>
                <tr>
                  <th scope="col">Place</th>
                  <th scope="col">This call</th>
                  <th scope="col">The other</th>
                </tr>
              </thead>
              <tbody>
                {differences.slice(0, 200).map(({ about, path, first: one, second: two }) => (
                  <tr key={about + path}>
                    <th scope="row">{path}</th>
                    <td>{one ?? '–'}</td>
                    <td>{two ?? '–'}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )
      }
    </Shown>
  )
}
