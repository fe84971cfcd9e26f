import type { ComponentChildren } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { AskError } from './ask.ts'
import { number } from './format.ts'
import { addressOf, go, usePlace } from './place.ts'
import { useInspected, type Asked } from './store.ts'
import type { Status } from './types.ts'

/** A link inside the page. */
export function Link({
  to,
  children,
  ...rest
}: {
  readonly to: string
  readonly children: ComponentChildren
  readonly class?: string
  readonly 'aria-current'?: 'page' | undefined
  readonly title?: string
}) {
  return (
    <a
      href={to}
      {...rest}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return
        event.preventDefault()
        go(to)
      }}
    >
      {children}
    </a>
  )
}

export const statuses: readonly Status[] = ['Read', 'Delivered', 'Sent', 'Accepted', 'Failed']

export const StatusMark = ({
  status,
  code,
}: {
  readonly status: Status
  readonly code?: string | undefined
}) => (
  <span class={`status status-${status}`}>
    <span class="dot" aria-hidden="true" />
    {status}
    {code !== undefined && <span class="code"> {code}</span>}
  </span>
)

/** The states of a send as a bar, and the same in words. */
export function StateBar({ states }: { readonly states: Readonly<Partial<Record<Status, number>>> }) {
  const present = statuses.flatMap((status) => {
    const count = states[status] ?? 0
    return count > 0 ? [{ status, count }] : []
  })
  return (
    <span class="state">
      <span class="bar" aria-hidden="true">
        {present.map(({ status, count }) => (
          <span key={status} class={`fill fill-${status}`} style={{ flexGrow: count }} />
        ))}
      </span>
      <span class="numbers">
        {present.map(({ status, count }) => `${number(count)} ${status.toLowerCase()}`).join(' · ')}
      </span>
    </span>
  )
}

/** A text that goes to the clipboard by a button. */
export function CopyButton({ text, label = 'Copy' }: { readonly text: string; readonly label?: string }) {
  const [copied, setCopied] = useState(false)
  useEffect(() => setCopied(false), [text])
  return (
    <button
      type="button"
      class="quiet"
      onClick={() => void navigator.clipboard?.writeText(text).then(() => setCopied(true))}
    >
      {copied ? 'Copied' : label}
    </button>
  )
}

export function Code({ text, label }: { readonly text: string; readonly label: string }) {
  const shown =
    text.length > 20_000
      ? `${text.slice(0, 20_000)}\n… ${number(text.length - 20_000)} characters more`
      : text
  return (
    <div class="code-block">
      <CopyButton text={text} />
      <pre tabIndex={0} role="region" aria-label={label}>
        {shown}
      </pre>
    </div>
  )
}

/** What to do where there is nothing to see. */
export function Empty({
  title,
  children,
  command,
}: {
  readonly title: string
  readonly children?: ComponentChildren
  readonly command?: string
}) {
  return (
    <div class="empty">
      <p class="empty-title">{title}</p>
      {children !== undefined && <p>{children}</p>}
      {command !== undefined && <Code text={command} label="The next command" />}
    </div>
  )
}

export const Failure = ({ failure }: { readonly failure: AskError }) => (
  <p class="failure" role="alert">
    {failure.message}
  </p>
)

/** Shows what was asked once it is there; before that nothing, or why there is nothing. */
export function Shown<T>({
  asked,
  children,
}: {
  readonly asked: Asked<T>
  readonly children: (data: T) => ComponentChildren
}) {
  if (asked.data !== undefined) return <>{children(asked.data)}</>
  if (asked.failure !== undefined && asked.failure.status > 0) return <Failure failure={asked.failure} />
  return <p class="loading">Loading…</p>
}

/** The query of a view: written here, kept in the address. */
export function Search({ hint, label }: { readonly hint: string; readonly label: string }) {
  const place = usePlace()
  const [text, setText] = useState(place.query)
  const typed = useRef(place.query)
  useEffect(() => {
    if (typed.current !== place.query) setText(place.query)
  }, [place.query])
  return (
    <form class="search" role="search" onSubmit={(event) => event.preventDefault()}>
      <input
        type="search"
        aria-label={label}
        placeholder={hint}
        value={text}
        spellcheck={false}
        autocomplete="off"
        onInput={(event) => {
          const query = event.currentTarget.value
          typed.current = query
          setText(query)
          go(addressOf({ ...readPlaceOf(place), query }), true)
        }}
      />
    </form>
  )
}

const readPlaceOf = ({ world, view, rest }: ReturnType<typeof usePlace>) => ({ world, view, rest })

/** A list on the left and, when something is opened, its details on the right; on narrow screens one of them. */
export function Split({
  list,
  detail,
  close,
}: {
  readonly list: ComponentChildren
  readonly detail: ComponentChildren | undefined
  readonly close: string
}) {
  return (
    <div class={detail === undefined ? 'split' : 'split open'}>
      <div class="split-list">{list}</div>
      {detail !== undefined && (
        <section class="split-detail" aria-label="Details">
          <p class="close">
            <Link to={close} class="quiet">
              ← Close
            </Link>
          </p>
          {detail}
        </section>
      )}
    </div>
  )
}

/** Holds a list still while it is scrolled, and says how much has come since. */
export function useHeld(count: number | undefined) {
  const [scrolled, setScrolled] = useState(false)
  const seen = useRef(count)
  if (!scrolled) seen.current = count
  const missed = scrolled && count !== undefined && seen.current !== undefined ? count - seen.current : 0
  return { held: scrolled, setScrolled, missed }
}

export const Missed = ({ count, release }: { readonly count: number; readonly release: () => void }) =>
  count > 0 ? (
    <button type="button" class="missed" onClick={release}>
      {number(count)} new · show
    </button>
  ) : null

/** Addresses inside the world in view. */
export function useAddress() {
  const { world } = useInspected()
  return (view: string, rest: readonly string[] = [], query = ''): string =>
    addressOf({ world, view, rest, query })
}
