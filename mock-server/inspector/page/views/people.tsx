import { useState } from 'preact/hooks'
import { clockTime } from '../format.ts'
import { Empty, Missed, Shown, Split, useAddress, useHeld } from '../parts.tsx'
import { Phone } from '../phone/phone.tsx'
import { go, usePlace } from '../place.ts'
import { Rows } from '../rows.tsx'
import { useAsked, useInspected } from '../store.ts'
import type { Person } from '../types.ts'

interface Listed extends Person {
  readonly last: { readonly kind: 'sent' | 'received'; readonly at: number; readonly text: string }
}

const keyOf = ({ channel, sender, person }: Pick<Person, 'channel' | 'sender' | 'person'>): string =>
  [channel, sender, person].join('/')

/** The persons of the world, each with the conversation as the person sees it. */
export function People() {
  const { world, counters } = useInspected()
  const { rest } = usePlace()
  const address = useAddress()
  const [part, setPart] = useState('')
  const { held, setScrolled, missed } = useHeld(counters?.messages)
  const asked = useAsked<{ conversations: readonly Listed[]; more: boolean }>(
    'listConversations',
    { world, person: part, limit: 100 },
    `${counters?.messages}`,
    held,
  )
  const [channel, sender, person] = rest
  const opened =
    channel !== undefined && sender !== undefined && person !== undefined
      ? { channel, sender, person }
      : undefined
  return (
    <Split
      close={address('people')}
      detail={
        opened && (
          <>
            <h2>
              <bdi>{opened.person}</bdi>
            </h2>
            <Phone key={keyOf(opened)} {...opened} />
          </>
        )
      }
      list={
        <>
          <form class="search" role="search" onSubmit={(event) => event.preventDefault()}>
            <input
              type="search"
              aria-label="Find a person"
              placeholder="A part of the number"
              value={part}
              onInput={(event) => setPart(event.currentTarget.value.trim())}
            />
          </form>
          <Missed count={missed} release={() => setScrolled(false)} />
          <Shown asked={asked}>
            {({ conversations, more }) =>
              conversations.length === 0 ? (
                <Empty title={part === '' ? 'Nobody was written to yet' : 'No person matches'}>
                  {part === '' ? 'Every recipient of a send appears here with a phone.' : 'Try fewer digits.'}
                </Empty>
              ) : (
                <>
                  <Rows
                    label="People"
                    rows={conversations}
                    keyOf={keyOf}
                    height={56}
                    selected={opened && keyOf(opened)}
                    onOpen={(each) => go(address('people', [each.channel, each.sender, each.person]))}
                    onScrolled={setScrolled}
                  >
                    {({ person: who, channel: on, last, optedOut }) => (
                      <div role="gridcell" class="message-row">
                        <span class="line">
                          <strong class="clip">
                            <bdi>{who}</bdi>
                          </strong>
                          {on !== 'whatsapp' && <span class="tag">{on}</span>}
                          {optedOut && <span class="tag bad">opted out</span>}
                          <time>{clockTime(last.at).slice(0, 5)}</time>
                        </span>
                        <span class="line soft">
                          <span class="clip">
                            {last.kind === 'received' ? '↩ ' : ''}
                            <bdi>{last.text.replaceAll('\n', ' ')}</bdi>
                          </span>
                        </span>
                      </div>
                    )}
                  </Rows>
                  {more && <p class="more">The newest 100. Search to find others.</p>}
                </>
              )
            }
          </Shown>
        </>
      }
    />
  )
}
