import { useEffect, useRef, useState } from 'preact/hooks'
import { clockTime, time } from '../format.ts'
import { Link, Shown, StatusMark, useAddress } from '../parts.tsx'
import { useAsked, useInspected } from '../store.ts'
import type { Person, Received, WholeMessage } from '../types.ts'
import { Bubble } from './bubble.tsx'
import { RichText } from './rich-text.tsx'

type Entry = (WholeMessage & { readonly kind: 'sent' }) | Received
interface Conversation extends Person {
  readonly entries: readonly Entry[]
  readonly more: boolean
}

/** The conversation as the person sees it, and what the person can do in it. */
export function Phone({ channel, sender, person }: Pick<Person, 'channel' | 'sender' | 'person'>) {
  const { world, counters } = useInspected()
  const asked = useAsked<Conversation>(
    'getConversation',
    { world, channel, sender, person },
    `${counters?.messages} ${counters?.clock}`,
  )
  return <Shown asked={asked}>{(conversation) => <Screen conversation={conversation} />}</Shown>
}

function Screen({ conversation }: { readonly conversation: Conversation }) {
  const { channel, sender, person, entries, more, optedOut, windowUntil } = conversation
  const { act, about } = useInspected()
  const address = useAddress()
  const end = useRef<HTMLDivElement>(null)
  const newest = entries.at(-1)?.messageId
  useEffect(() => {
    if (end.current !== null) end.current.scrollTop = end.current.scrollHeight
  }, [newest])
  const who = { from: person, to: sender, channel }
  const open = windowUntil !== null && about !== undefined && windowUntil > about.clock.now
  const lastSent = entries.findLast((entry) => entry.kind === 'sent')
  return (
    <article
      class={`phone phone-${channel === 'viber' ? 'viber' : 'whatsapp'}`}
      aria-label={`Phone of ${person}`}
    >
      <header class="phone-head">
        <span class="avatar" aria-hidden="true">
          {sender.slice(-2)}
        </span>
        <span class="phone-names">
          <strong>{sender}</strong>
          <span>
            on {channel} with {person}
          </span>
        </span>
      </header>
      <div class="phone-talk" ref={end} tabIndex={0} role="log" aria-label="Conversation">
        {more && <p class="phone-note">Older messages are left out.</p>}
        {entries.map((entry) =>
          entry.kind === 'sent' ? (
            <div key={entry.messageId} class="said said-sent">
              <Bubble
                preview={entry.preview}
                onPress={(button) => void act('pressButton', { ...who, button, replyTo: entry.messageId })}
              />
              <p class="said-foot">
                <Link
                  to={address('messages', [entry.groupMessageId, entry.messageId])}
                  title={time(entry.acceptedAt)}
                >
                  {clockTime(entry.acceptedAt).slice(0, 5)}
                </Link>
                <StatusMark status={entry.status} code={entry.errorCode} />
              </p>
              {entry.fallback !== undefined && (
                <div class="sms">
                  <span class="sms-label">SMS instead</span>
                  <p dir="auto">{entry.fallback.content ?? `Policy ${entry.fallback.id ?? ''}`}</p>
                </div>
              )}
            </div>
          ) : (
            <div key={entry.messageId} class="said said-received">
              <div class="bubble">
                <p class="bubble-body" dir="auto">
                  {entry.type === 'TEXT' ? <RichText text={entry.message} /> : describe(entry)}
                </p>
              </div>
              <p class="said-foot">
                <time title={time(entry.at)}>{clockTime(entry.at).slice(0, 5)}</time>
              </p>
            </div>
          ),
        )}
      </div>
      <Reply
        send={(text) => act('receiveInbound', { ...who, text })}
        react={(reaction) => act('receiveInbound', { ...who, reaction, replyTo: lastSent?.messageId })}
        canReact={lastSent !== undefined}
        optedOut={optedOut}
        windowOpen={open}
      />
    </article>
  )
}

/** An answer that is no text, in words. */
function describe({ type, message }: Received): string {
  try {
    const value = JSON.parse(message) as Readonly<Record<string, unknown>>
    const text = value['emoji'] ?? value['text'] ?? value['title'] ?? value['caption'] ?? value['name']
    return text === undefined ? type.toLowerCase() : `${String(text)} (${type.toLowerCase()})`
  } catch {
    return `${message} (${type.toLowerCase()})`
  }
}

function Reply({
  send,
  react,
  canReact,
  optedOut,
  windowOpen,
}: {
  readonly send: (text: string) => Promise<unknown>
  readonly react: (emoji: string) => Promise<unknown>
  readonly canReact: boolean
  readonly optedOut: boolean
  readonly windowOpen: boolean
}) {
  const [text, setText] = useState('')
  return (
    <footer class="phone-reply">
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (text.trim() !== '') void send(text).then((done) => done !== undefined && setText(''))
        }}
      >
        <input
          aria-label="Write as this person"
          placeholder="Write as this person"
          dir="auto"
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <button type="submit">Send</button>
      </form>
      <p class="phone-acts">
        {['👍', '❤️', '😂'].map((emoji) => (
          <button
            key={emoji}
            type="button"
            class="quiet"
            disabled={!canReact}
            aria-label={`React with ${emoji}`}
            onClick={() => void react(emoji)}
          >
            {emoji}
          </button>
        ))}
        <button type="button" class="quiet" disabled={optedOut} onClick={() => void send('STOP')}>
          {optedOut ? 'Opted out' : 'Answer STOP'}
        </button>
        <span class="soft">{windowOpen ? '24-hour window open' : '24-hour window closed'}</span>
      </p>
    </footer>
  )
}
