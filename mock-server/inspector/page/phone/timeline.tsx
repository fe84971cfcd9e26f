import { clockTime, span, time } from '../format.ts'
import { StatusMark, useAddress, Link } from '../parts.tsx'
import { useInspected } from '../store.ts'
import type { Exchange, Pending, WholeMessage } from '../types.ts'

interface Moment {
  readonly at: number
  readonly status: WholeMessage['status'] | 'Fallback SMS'
  readonly errorCode?: string | undefined
  readonly ahead: boolean
}

/** Everything that happens to a message, the future included; time in which nothing happens is told in one word. */
export function Timeline({
  message,
  attempts,
  pending,
}: {
  readonly message: WholeMessage
  readonly attempts: readonly Exchange[]
  readonly pending: readonly Pending[]
}) {
  const { about, act } = useInspected()
  const virtual = about?.clock.kind === 'virtual'
  const moments = momentsOf(message)
  return (
    <ol class="timeline">
      {moments.map(({ at, status, errorCode, ahead }, index) => {
        const before = moments[index - 1]
        return (
          <li key={`${status}${at}`} class={ahead ? 'ahead' : ''}>
            {before !== undefined && at > before.at && <span class="gap">{span(at - before.at)} later</span>}
            <span class="moment">
              {status === 'Fallback SMS' ? (
                <span class="status status-Sent">
                  <span class="dot" aria-hidden="true" />
                  Fallback SMS
                </span>
              ) : (
                <StatusMark status={status} code={errorCode} />
              )}
              <time title={time(at)}>{clockTime(at)}</time>
              {ahead && virtual && (
                <button type="button" class="quiet" onClick={() => void act('moveClock', { to: at })}>
                  Move the clock here
                </button>
              )}
              {ahead && !virtual && <span class="soft">expected</span>}
            </span>
            <Receipts status={status} attempts={attempts} pending={pending} message={message.messageId} />
          </li>
        )
      })}
    </ol>
  )
}

function momentsOf({ acceptedAt, steps, ahead, fallback, fallbackAhead }: WholeMessage): Moment[] {
  const moments: Moment[] = [
    { at: acceptedAt, status: 'Accepted', ahead: false },
    ...steps.map((step): Moment => ({ ...step, ahead: false })),
    ...ahead.map((step): Moment => ({ ...step, ahead: true })),
  ]
  if (fallback !== undefined) moments.push({ at: fallback.at, status: 'Fallback SMS', ahead: false })
  if (fallbackAhead !== null) moments.push({ at: fallbackAhead, status: 'Fallback SMS', ahead: true })
  return moments.sort((a, b) => a.at - b.at)
}

function Receipts({
  status,
  attempts,
  pending,
  message,
}: {
  readonly status: string
  readonly attempts: readonly Exchange[]
  readonly pending: readonly Pending[]
  readonly message: string
}) {
  const address = useAddress()
  const about = (items: string): boolean =>
    itemsOf(items).some((item) => item['MessageId'] === message && item['Status'] === status)
  const made = attempts.filter(({ input }) => about(input['Items'] ?? '[]')).reverse()
  const waiting = pending.filter(({ items }) => about(JSON.stringify(items)))
  if (made.length + waiting.length === 0) return null
  return (
    <ul class="attempts">
      {made.map(({ requestId, at, status: answer, code, push }) => (
        <li key={requestId}>
          <Link to={address('calls', [requestId])}>
            receipt, attempt {push?.attempt}: {answer === 0 ? 'no answer' : answer} {code}
          </Link>
          <time>{clockTime(at)}</time>
          {typeof push?.next === 'number' && <span class="soft">again at {clockTime(push.next)}</span>}
        </li>
      ))}
      {waiting.map(({ id, due, attempts: failed }) => (
        <li key={id} class="soft">
          receipt pending, {failed} attempts so far, due {clockTime(due)}
        </li>
      ))}
    </ul>
  )
}

function itemsOf(text: string): readonly Readonly<Record<string, unknown>>[] {
  try {
    return JSON.parse(text) as readonly Readonly<Record<string, unknown>>[]
  } catch {
    return []
  }
}
