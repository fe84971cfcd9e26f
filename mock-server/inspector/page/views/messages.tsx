import { useEffect, useState } from 'preact/hooks'
import { number, time } from '../format.ts'
import { Phone } from '../phone/phone.tsx'
import { Timeline } from '../phone/timeline.tsx'
import {
  CopyButton,
  Empty,
  Link,
  Missed,
  Search,
  Shown,
  Split,
  StateBar,
  StatusMark,
  useAddress,
  useHeld,
} from '../parts.tsx'
import { go, usePlace } from '../place.ts'
import { Rows } from '../rows.tsx'
import { useAsked, useInspected } from '../store.ts'
import type { Exchange, Message, Pending, Status, WholeMessage } from '../types.ts'

const pageSize = 100

/** Messages of any query; the address is the query. */
export function Messages() {
  const { world, counters } = useInspected()
  const { rest, query } = usePlace()
  const address = useAddress()
  const [cursors, setCursors] = useState<readonly string[]>([])
  useEffect(() => setCursors([]), [query, world])
  const { held, setScrolled, missed } = useHeld(counters?.messages)
  const version = `${counters?.messages} ${counters?.clock}`
  const asked = useAsked<{ messages: readonly Message[]; next: string | null }>(
    'listMessages',
    {
      world,
      query,
      limit: pageSize,
      cursor: cursors.at(-1),
      fields: 'messageId,groupMessageId,to,status,errorCode,templateName,messageType,acceptedAt,text',
    },
    version,
    held,
  )
  const [group, messageId] = rest
  return (
    <Split
      close={address('messages', [], query)}
      detail={
        group !== undefined && messageId !== undefined ? (
          <OneMessage key={messageId} group={group} message={messageId} />
        ) : undefined
      }
      list={
        <>
          <Search label="Search messages" hint="to:8613800000001  status:Failed  template:otp  text" />
          <Counts query={query} />
          <Missed count={missed} release={() => setScrolled(false)} />
          <Shown asked={asked}>
            {({ messages, next }) =>
              messages.length === 0 ? (
                <Empty title={query === '' ? 'No messages yet' : 'No message matches'}>
                  {query === ''
                    ? 'Every recipient of an accepted send is a message.'
                    : 'Try a state (status:Read), a recipient (to:86138*) or a text.'}
                </Empty>
              ) : (
                <>
                  <Rows
                    label="Messages"
                    rows={messages}
                    keyOf={(message) => message.messageId}
                    height={52}
                    selected={messageId}
                    onOpen={(message) =>
                      go(address('messages', [message.groupMessageId, message.messageId], query))
                    }
                    onScrolled={setScrolled}
                  >
                    {(message) => (
                      <div role="gridcell" class="message-row">
                        <span class="line">
                          <strong class="clip">
                            <bdi>{message.to}</bdi>
                          </strong>
                          <span class="soft clip">{message.templateName || message.messageType}</span>
                          <StatusMark status={message.status} code={message.errorCode} />
                        </span>
                        <span class="line soft">
                          <bdi class="clip">{message.text.replaceAll('\n', ' ')}</bdi>
                          <time>{time(message.acceptedAt)}</time>
                        </span>
                      </div>
                    )}
                  </Rows>
                  <p class="more">
                    {cursors.length > 0 && (
                      <button type="button" class="quiet" onClick={() => setCursors(cursors.slice(0, -1))}>
                        ← Newer
                      </button>
                    )}
                    {next !== null && (
                      <button type="button" class="quiet" onClick={() => setCursors([...cursors, next])}>
                        Older →
                      </button>
                    )}
                  </p>
                </>
              )
            }
          </Shown>
        </>
      }
    />
  )
}

function Counts({ query }: { readonly query: string }) {
  const { world, counters } = useInspected()
  const asked = useAsked<{
    count: number
    batches: number
    status: Readonly<Partial<Record<Status, number>>>
  }>('countMessages', { world, query }, `${counters?.messages} ${counters?.clock}`)
  if (asked.failure !== undefined || asked.data === undefined || asked.data.count === 0) return null
  const { count, batches, status } = asked.data
  return (
    <div class="counts">
      <p>
        <strong>{number(count)}</strong> {count === 1 ? 'message' : 'messages'} in {number(batches)}{' '}
        {batches === 1 ? 'send' : 'sends'}
      </p>
      <StateBar states={status} />
    </div>
  )
}

type Opened = WholeMessage & { readonly attempts: readonly Exchange[]; readonly pending: readonly Pending[] }

function OneMessage({ group, message: id }: { readonly group: string; readonly message: string }) {
  const { world, counters } = useInspected()
  const address = useAddress()
  const asked = useAsked<Opened>(
    'getMessage',
    { world, message: id, group },
    `${counters?.messages} ${counters?.clock} ${counters?.receipts}`,
  )
  return (
    <Shown asked={asked}>
      {(message) => (
        <>
          <h2>
            <bdi>{message.to}</bdi> <StatusMark status={message.status} code={message.errorCode} />
          </h2>
          <dl class="facts">
            <dt>MessageId</dt>
            <dd>{message.messageId}</dd>
            <dt>Send</dt>
            <dd>
              <Link to={address('sends', [message.groupMessageId])}>{message.groupMessageId}</Link>
            </dd>
            {message.codes.length > 0 && (
              <>
                <dt>{message.codes.length === 1 ? 'Code' : 'Codes'}</dt>
                <dd>
                  {message.codes.map((code) => (
                    <span key={code} class="found">
                      <code>{code}</code> <CopyButton text={code} />
                    </span>
                  ))}
                </dd>
              </>
            )}
            {message.links.length > 0 && (
              <>
                <dt>{message.links.length === 1 ? 'Link' : 'Links'}</dt>
                <dd>
                  {message.links.map((link) => (
                    <span key={link} class="found breaks">
                      {link} <CopyButton text={link} />
                    </span>
                  ))}
                </dd>
              </>
            )}
            {message.parts.unresolved.length > 0 && (
              <>
                <dt>Without a value</dt>
                <dd class="bad">{message.parts.unresolved.join(', ')}</dd>
              </>
            )}
          </dl>
          <h3>Timeline</h3>
          <Timeline message={message} attempts={message.attempts} pending={message.pending} />
          <h3>On the phone</h3>
          <Phone channel={message.channel} sender={message.from} person={message.to} />
        </>
      )}
    </Shown>
  )
}
