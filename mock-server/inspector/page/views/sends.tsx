import { number, span, time } from '../format.ts'
import { Empty, Missed, Search, Shown, Split, StateBar, StatusMark, useAddress, useHeld } from '../parts.tsx'
import { Rows } from '../rows.tsx'
import { go, usePlace } from '../place.ts'
import { useAsked, useInspected } from '../store.ts'
import type { Batch, Message, Status } from '../types.ts'
import { useState } from 'preact/hooks'

/** Sends: one row for each batch, whatever its size. */
export function Sends() {
  const { world, counters } = useInspected()
  const { rest, query } = usePlace()
  const address = useAddress()
  const { held, setScrolled, missed } = useHeld(counters?.messages)
  const asked = useAsked<{ batches: readonly Batch[]; next: string | null; total: number }>(
    'listBatches',
    { world, query, limit: 50 },
    `${counters?.messages} ${counters?.clock}`,
    held,
  )
  const [group] = rest
  return (
    <Split
      close={address('sends', [], query)}
      detail={group === undefined ? undefined : <Send key={group} group={group} />}
      list={
        <>
          <Search label="Search sends" hint="task:spring-sale  status:Failed  to:86138*" />
          <Missed count={missed} release={() => setScrolled(false)} />
          <Shown asked={asked}>
            {({ batches, next, total }) =>
              batches.length === 0 ? (
                <NoSends query={query} />
              ) : (
                <>
                  <Rows
                    label="Sends"
                    rows={batches}
                    keyOf={({ groupMessageId }) => groupMessageId}
                    height={76}
                    selected={group}
                    onOpen={({ groupMessageId }) => go(address('sends', [groupMessageId], query))}
                    onScrolled={setScrolled}
                  >
                    {(batch) => <SendRow batch={batch} />}
                  </Rows>
                  {next !== null && (
                    <p class="more">
                      The newest {batches.length} of {number(total)} sends. Search to find older ones.
                    </p>
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

function NoSends({ query }: { readonly query: string }) {
  const { world, about } = useInspected()
  if (query !== '')
    return (
      <Empty title="No send matches">
        Queries are those of the command line: task:, template:, status:, to:, code:, text.
      </Empty>
    )
  if (world !== 'demo')
    return (
      <Empty title="Nothing was sent yet">
        Call SendChatappMassMessage at {location.origin} with a key of this world, such as{' '}
        <code>{about?.keys[0]?.id}</code>. Its secret is in the Directory.
      </Empty>
    )
  return (
    <Empty
      title="Nothing was sent yet"
      command={`printf 'to\\n8613800000001\\n' > people.csv\nnpx chatapp-mock send --file people.csv --template welcome --url ${location.origin}`}
    >
      Call SendChatappMassMessage at {location.origin}, or send from the command line. To look around in a
      week of sample campaigns, start with <code>npx chatapp-mock start --demo</code>.
    </Empty>
  )
}

function SendRow({ batch }: { readonly batch: Batch }) {
  const { templateName, messageType, count, taskId, at, states, sample, channel } = batch
  return (
    <div role="gridcell" class="send-row">
      <span class="line">
        <strong class="clip">{templateName || messageType || 'message'}</strong>
        {channel !== 'whatsapp' && <span class="tag">{channel}</span>}
        <span class="count">{count === 1 ? `to ${sample.to}` : `${number(count)} people`}</span>
        <time>{time(at)}</time>
      </span>
      <StateBar states={states} />
      <span class="line soft">
        <bdi class="clip">{sample.text.replaceAll('\n', ' ')}</bdi>
        {taskId !== undefined && <span class="task clip">{taskId}</span>}
      </span>
    </div>
  )
}

function Send({ group }: { readonly group: string }) {
  const { world, counters, about } = useInspected()
  const address = useAddress()
  const version = `${counters?.messages} ${counters?.clock}`
  const [status, setStatus] = useState<Status | undefined>()
  const batch = useAsked<Batch>('getBatch', { world, group }, version)
  const messages = useAsked<{ messages: readonly Message[] }>(
    'listMessages',
    {
      world,
      query: `group:${group}${status === undefined ? '' : ` status:${status}`}`,
      limit: 1000,
      fields: 'messageId,to,status,errorCode',
    },
    version,
  )
  return (
    <Shown asked={batch}>
      {({
        templateName,
        messageType,
        templateCode,
        language,
        from,
        taskId,
        at,
        count,
        states,
        codes,
        next,
        requestId,
      }) => (
        <>
          <h2>{templateName || messageType || 'Message'}</h2>
          <dl class="facts">
            <dt>Accepted</dt>
            <dd>{time(at)}</dd>
            <dt>From</dt>
            <dd>{from}</dd>
            {templateCode !== '' && (
              <>
                <dt>Template</dt>
                <dd>
                  {templateCode} {language}
                </dd>
              </>
            )}
            {taskId !== undefined && (
              <>
                <dt>TaskId</dt>
                <dd class="breaks">{taskId}</dd>
              </>
            )}
            <dt>GroupMessageId</dt>
            <dd>{group}</dd>
            <dt>Call</dt>
            <dd>
              <a
                href={address('calls', [requestId])}
                onClick={(event) => {
                  event.preventDefault()
                  go(address('calls', [requestId]))
                }}
              >
                {requestId}
              </a>
            </dd>
            {next !== null && about !== undefined && (
              <>
                <dt>Next change</dt>
                <dd>in {span(Math.max(0, next - about.clock.now))}</dd>
              </>
            )}
          </dl>
          <StateBar states={states} />
          {Object.keys(codes).length > 0 && (
            <p class="soft">
              Failed with{' '}
              {Object.entries(codes)
                .map(([code, times]) => `${code} (${number(times)})`)
                .join(', ')}
            </p>
          )}
          <div class="filters" role="group" aria-label="Show messages by state">
            <button type="button" aria-pressed={status === undefined} onClick={() => setStatus(undefined)}>
              All {number(count)}
            </button>
            {(Object.entries(states) as [Status, number][])
              .filter(([, times]) => times > 0)
              .map(([name, times]) => (
                <button
                  key={name}
                  type="button"
                  aria-pressed={status === name}
                  onClick={() => setStatus(name)}
                >
                  {name} {number(times)}
                </button>
              ))}
          </div>
          <Shown asked={messages}>
            {({ messages: rows }) => (
              <Rows
                label="Recipients"
                rows={rows}
                keyOf={({ messageId }) => messageId}
                height={32}
                onOpen={({ messageId }) => go(address('messages', [group, messageId]))}
              >
                {({ to, status: state, errorCode }) => (
                  <>
                    <bdi role="gridcell" class="clip to">
                      {to}
                    </bdi>
                    <span role="gridcell">
                      <StatusMark status={state} code={errorCode} />
                    </span>
                  </>
                )}
              </Rows>
            )}
          </Shown>
        </>
      )}
    </Shown>
  )
}
