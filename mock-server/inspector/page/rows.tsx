import type { ComponentChildren } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'

/** Rows rendered above and below what is visible. */
const margin = 6

interface RowsProps<T> {
  readonly label: string
  readonly rows: readonly T[]
  readonly keyOf: (row: T) => string
  /** Height of every row, in CSS pixels. */
  readonly height: number
  readonly selected?: string | undefined
  readonly onOpen: (row: T) => void
  readonly onScrolled?: (scrolled: boolean) => void
  /** Cells of a row, each an element with `role="gridcell"`. */
  readonly children: (row: T) => ComponentChildren
}

/** A list of rows of one height, of which only those in view are in the document. Arrows, j and k move, Enter opens. */
export function Rows<T>({
  label,
  rows,
  keyOf,
  height,
  selected,
  onOpen,
  onScrolled,
  children,
}: RowsProps<T>) {
  const scroller = useRef<HTMLDivElement>(null)
  const [view, setView] = useState({ top: 0, height: 600 })
  const [active, setActive] = useState(0)
  const wantsFocus = useRef(false)
  const current = Math.min(active, Math.max(0, rows.length - 1))
  const first = Math.max(0, Math.floor(view.top / height) - margin)
  const last = Math.min(rows.length, Math.ceil((view.top + view.height) / height) + margin)

  useEffect(() => {
    const element = scroller.current
    if (element === null) return
    const measure = (): void =>
      setView((before) =>
        before.height === element.clientHeight ? before : { ...before, height: element.clientHeight },
      )
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    measure()
    return () => observer.disconnect()
  }, [])
  useEffect(() => {
    if (!wantsFocus.current) return
    wantsFocus.current = false
    scroller.current?.querySelector<HTMLElement>(`[aria-rowindex="${current + 1}"]`)?.focus()
  })

  const moveTo = (index: number): void => {
    const element = scroller.current
    const target = Math.max(0, Math.min(rows.length - 1, index))
    if (element === null) return
    const top = target * height
    if (top < element.scrollTop) element.scrollTop = top
    else if (top + height > element.scrollTop + element.clientHeight)
      element.scrollTop = top + height - element.clientHeight
    setView({ top: element.scrollTop, height: element.clientHeight })
    wantsFocus.current = true
    setActive(target)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const page = Math.max(1, Math.floor(view.height / height) - 1)
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: current + 1,
      j: current + 1,
      ArrowUp: current - 1,
      k: current - 1,
      PageDown: current + page,
      PageUp: current - page,
      Home: 0,
      End: rows.length - 1,
    }
    const row = rows[current]
    if (event.key === 'Enter' && row !== undefined) onOpen(row)
    else if (moves[event.key] !== undefined) moveTo(moves[event.key] as number)
    else return
    event.preventDefault()
  }
  const onScroll = (): void => {
    const element = scroller.current
    if (element === null) return
    setView({ top: element.scrollTop, height: element.clientHeight })
    onScrolled?.(element.scrollTop > 0)
  }
  return (
    <div
      ref={scroller}
      class="rows"
      role="grid"
      aria-label={label}
      aria-rowcount={rows.length}
      onScroll={onScroll}
      onKeyDown={onKeyDown}
      tabIndex={rows.length === 0 ? 0 : -1}
    >
      <div class="rows-space" role="presentation" style={{ height: `${rows.length * height}px` }}>
        {rows.slice(first, last).map((row, offset) => {
          const index = first + offset
          const key = keyOf(row)
          return (
            <div
              key={key}
              class="row"
              role="row"
              aria-rowindex={index + 1}
              aria-selected={key === selected}
              tabIndex={index === current || (current < first && offset === 0) ? 0 : -1}
              style={{ top: `${index * height}px`, height: `${height}px` }}
              onClick={() => {
                setActive(index)
                onOpen(row)
              }}
              onFocus={() => setActive(index)}
            >
              {children(row)}
            </div>
          )
        })}
      </div>
    </div>
  )
}
