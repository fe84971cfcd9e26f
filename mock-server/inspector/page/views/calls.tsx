import { useState } from 'preact/hooks'
import { clockTime, number, pretty, quoted, time } from '../format.ts'
import { Code, Empty, Link, Missed, Search, Shown, Split, useAddress, useHeld } from '../parts.tsx'
import { go, usePlace } from '../place.ts'
import { Rows } from '../rows.tsx'
import { useAsked, useInspected } from '../store.ts'
import type { Exchange } from '../types.ts'
import { CopyAs } from './copy-as.tsx'
import { Compare } from './compare.tsx'

/** Calls and pushes of the journal; refusals can be grouped by the rule that refused. */
export function Calls() {
  const { world, counters } = useInspected()
  const { rest, query } = usePlace()
  const address = useAddress()
  const [grouped, setGrouped] = useState(false)
  const { held, setScrolled, missed } = useHeld(counters?.exchanges)
  const asked = useAsked<{ exchanges: readonly Exchange[]; next: string | null }>(
    'listExchanges',
    { world, query: grouped ? `-code:OK -code:200 ${query}`.trim() : query, limit: grouped ? 500 : 100 },
    counters?.exchanges,
    held,
  )
  const [requestId] = rest
  return (
    <Split
      close={address('calls', [], query)}
      detail={requestId === undefined ? undefined : <OneCall key={requestId} requestId={requestId} />}
      list={
        <>
          <Search label="Search calls" hint="-code:OK  operation:Send*  rule:gateway.*" />
          <div class="filters" role="group" aria-label="How calls are listed">
            <button type="button" aria-pressed={!grouped} onClick={() => setGrouped(false)}>
              One by one
            </button>
            <button type="button" aria-pressed={grouped} onClick={() => setGrouped(true)}>
              Refusals by rule
            </button>
          </div>
          <Missed count={missed} release={() => setScrolled(false)} />
          <Shown asked={asked}>
            {({ exchanges, next }) =>
              exchanges.length === 0 ? (
                <NoCalls query={query} grouped={grouped} />
              ) : grouped ? (
                <Refusals exchanges={exchanges} />
              ) : (
                <>
                  <Rows
                    label="Calls"
                    rows={exchanges}
                    keyOf={(exchange) => exchange.requestId}
                    height={52}
                    selected={requestId}
                    onOpen={(exchange) => go(address('calls', [exchange.requestId], query))}
                    onScrolled={setScrolled}
                  >
                    {(exchange) => <CallRow exchange={exchange} />}
                  </Rows>
                  {next !== null && (
                    <p class="more">The newest {exchanges.length}. Search to find older ones.</p>
                  )}
                </>
              )
            }
          </Shown>
        </>
      }
    />
  )
}

function NoCalls({ query, grouped }: { readonly query: string; readonly grouped: boolean }) {
  if (grouped)
    return <Empty title="No call was refused">Refusals appear here by the rule that refused them.</Empty>
  if (query !== '')
    return <Empty title="No call matches">Try -code:OK, operation:Send*, or a RequestId.</Empty>
  return (
    <Empty title="Nothing was called yet" command={`npx chatapp-mock contract --target ${location.origin}`}>
      Point your client at {location.origin}; every call appears here with the rule that decided it.
    </Empty>
  )
}

const isGood = ({ code, push, status }: Exchange): boolean =>
  push === undefined ? code === 'OK' : status >= 200 && status < 300

function CallRow({ exchange }: { readonly exchange: Exchange }) {
  const { operation, code, status, rule, at, push, faults, accessKeyId } = exchange
  return (
    <div role="gridcell" class="message-row">
      <span class="line">
        <strong class="clip">{operation || '(no Action)'}</strong>
        {push !== undefined && <span class="tag">push {push.attempt}</span>}
        {faults.length > 0 && <span class="tag bad">{faults.join(' ')}</span>}
        <span class={`verdict ${isGood(exchange) ? 'good' : 'bad'}`}>
          {status === 0 ? 'no answer' : status} {code}
        </span>
      </span>
      <span class="line soft">
        <span class="clip">{rule || accessKeyId}</span>
        <time>{time(at)}</time>
      </span>
    </div>
  )
}

function Refusals({ exchanges }: { readonly exchanges: readonly Exchange[] }) {
  const address = useAddress()
  const groups = new Map<string, Exchange[]>()
  for (const exchange of exchanges) {
    if (exchange.push !== undefined) continue
    const key = `${exchange.rule} ${exchange.code} ${exchange.operation}`
    groups.set(key, [...(groups.get(key) ?? []), exchange])
  }
  const sorted = [...groups.values()].sort((a, b) => b.length - a.length)
  if (sorted.length === 0) return <NoCalls query="" grouped />
  return (
    <ul class="cards-list">
      {sorted.map((group) => {
        const newest = group[0] as Exchange
        return (
          <li key={`${newest.rule} ${newest.code} ${newest.operation}`}>
            <p class="line">
              <strong class="clip">{newest.code}</strong>
              <span class="count">{number(group.length)} ×</span>
            </p>
            <p class="soft">
              {newest.operation} · {newest.rule}
            </p>
            <p class="line">
              <Link to={address('calls', [newest.requestId])}>the newest, {clockTime(newest.at)}</Link>
              <Link to={address('calls', [], `code:${quoted(newest.code)} rule:${quoted(newest.rule)}`)}>
                all of them
              </Link>
            </p>
          </li>
        )
      })}
    </ul>
  )
}

const evidenceWords: Readonly<Record<Exchange['evidence']['class'], string>> = {
  documented: 'documented',
  sdk: 'seen in the SDK',
  observed: 'observed',
  assumed: 'assumed',
  disputed: 'disputed',
}

function OneCall({ requestId }: { readonly requestId: string }) {
  const { world } = useInspected()
  const asked = useAsked<Exchange & { summary?: string }>('explain', { requestId, world }, '')
  return (
    <Shown asked={asked}>
      {(exchange) => (
        <>
          <h2>{exchange.operation || 'Call without an Action'}</h2>
          <p class={`verdict ${isGood(exchange) ? 'good' : 'bad'}`}>
            {exchange.status === 0 ? 'no answer' : exchange.status} {exchange.code}
          </p>
          <Explained exchange={exchange} />
          {exchange.push === undefined && <CopyAs requestId={requestId} />}
          <h3>{exchange.push === undefined ? 'Parameters' : 'Pushed'}</h3>
          <Parameters input={exchange.input} />
          <h3>Answer</h3>
          <Code text={exchange.body === '' ? '(empty)' : pretty(exchange.body)} label="Answer" />
          <h3>About this call</h3>
          <dl class="facts">
            <dt>RequestId</dt>
            <dd>{exchange.requestId}</dd>
            <dt>At</dt>
            <dd>{time(exchange.at)}</dd>
            {exchange.accessKeyId !== '' && (
              <>
                <dt>Key</dt>
                <dd>{exchange.accessKeyId}</dd>
              </>
            )}
            {exchange.push !== undefined && (
              <>
                <dt>To</dt>
                <dd class="breaks">{exchange.push.url}</dd>
              </>
            )}
            {exchange.faults.length > 0 && (
              <>
                <dt>Faults</dt>
                <dd>{exchange.faults.join(', ')}</dd>
              </>
            )}
          </dl>
          {exchange.push === undefined && <Compare exchange={exchange} />}
        </>
      )}
    </Shown>
  )
}

function Explained({ exchange }: { readonly exchange: Exchange & { summary?: string } }) {
  const { rule, evidence, refusal, remarks, summary } = exchange
  const given = refusal?.given
  return (
    <div class="explained">
      {rule !== '' && (
        <p>
          <code>{rule}</code>{' '}
          <span class={`tag evidence-${evidence.class}`}>{evidenceWords[evidence.class]}</span>
        </p>
      )}
      {summary !== undefined && <p>{summary}</p>}
      {refusal !== undefined && (
        <dl class="facts">
          {given !== undefined && (
            <>
              <dt>Given</dt>
              <dd class="breaks">{typeof given === 'string' ? given : JSON.stringify(given)}</dd>
            </>
          )}
          {refusal.expected !== undefined && (
            <>
              <dt>Expected</dt>
              <dd class="breaks">{refusal.expected}</dd>
            </>
          )}
        </dl>
      )}
      {refusal?.explanation !== undefined && <pre class="explanation">{refusal.explanation}</pre>}
      {remarks.map((remark) => (
        <p key={remark} class="soft">
          {remark}
        </p>
      ))}
      {evidence.source !== '' && <p class="soft">Source: {evidence.source}</p>}
    </div>
  )
}

function Parameters({ input }: { readonly input: Readonly<Record<string, string>> }) {
  const entries = Object.entries(input)
  if (entries.length === 0) return <p class="soft">None.</p>
  return (
    <dl class="facts wide">
      {entries.map(([name, value]) => {
        const text = pretty(value)
        return (
          <div key={name} class="fact">
            <dt>{name}</dt>
            <dd class="breaks">
              {text.includes('\n') ? <Code text={text} label={name} /> : <bdi>{value}</bdi>}
            </dd>
          </div>
        )
      })}
    </dl>
  )
}
