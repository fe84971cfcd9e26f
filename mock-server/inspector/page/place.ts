import { useEffect, useState } from 'preact/hooks'

/** Where the page is: every view is an address that can be passed on. */
export interface Place {
  readonly world: string
  readonly view: string
  /** What stands behind the view in the path. */
  readonly rest: readonly string[]
  readonly query: string
}

const root = '/_mock/inspect'

export function readPlace(): Place {
  const [world = '', view = '', ...rest] = location.pathname
    .slice(root.length)
    .split('/')
    .filter((part) => part !== '')
    .map((part) => decodeURIComponent(part))
  return {
    world: world || 'demo',
    view: view || 'sends',
    rest,
    query: new URLSearchParams(location.search).get('query') ?? '',
  }
}

/** The address of a place. */
export function addressOf({
  world,
  view,
  rest = [],
  query = '',
}: Partial<Place> & { readonly world: string }): string {
  const path = [root, ...[world, view ?? 'sends', ...rest].map((part) => encodeURIComponent(part))].join('/')
  return query === '' ? path : `${path}?${new URLSearchParams({ query })}`
}

const moved = 'inspector:moved'

/** Goes to an address; `replace` leaves no entry in the history. */
export function go(address: string, replace = false): void {
  if (replace) history.replaceState(null, '', address)
  else history.pushState(null, '', address)
  dispatchEvent(new Event(moved))
}

export function usePlace(): Place {
  const [place, setPlace] = useState(readPlace)
  useEffect(() => {
    const update = (): void => setPlace(readPlace())
    addEventListener('popstate', update)
    addEventListener(moved, update)
    return () => {
      removeEventListener('popstate', update)
      removeEventListener(moved, update)
    }
  }, [])
  return place
}
