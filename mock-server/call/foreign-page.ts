import { assumed, type Rule } from '../../contracts/evidence/evidence.ts'

/** Names under which a server on this machine is called, without port. */
export const loopbackNames: readonly string[] = ['localhost', '127.0.0.1', '[::1]']

/** Headers as Node reads them. */
export type GivenHeaders = Readonly<Record<string, string | string[] | undefined>>

/** The rule every door refuses pages of other sites by. */
export const pageIsOwn: Rule = {
  id: 'emulator.page-is-own',
  summary: 'A request that changes something does not come from a web page of another site.',
  evidence: assumed('protects the machine the emulator runs on; the live gateway answers every origin'),
}

/**
 * Names the page of another site that a browser sent a request for, such as `Origin "http://a.example"`; undefined for a page of
 * this server and for everything that is no browser: SDKs send neither `Origin` nor `Sec-Fetch-Site`.
 * @param hosts names of this server beside loopback names
 */
export function foreignPage(headers: GivenHeaders, hosts: readonly string[] = []): string | undefined {
  const { origin, 'sec-fetch-site': site } = headers
  if (site !== undefined && site !== 'same-origin' && site !== 'none')
    return `Sec-Fetch-Site: ${String(site)}`
  if (origin === undefined) return undefined
  const url = typeof origin === 'string' && URL.canParse(origin) ? new URL(origin) : undefined
  const isOwn = url !== undefined && isOwnName(url.hostname, hosts) && url.host === String(headers['host'])
  return isOwn ? undefined : `Origin: ${JSON.stringify(origin)}`
}

/** Whether a name, without port, is one of this server. */
export const isOwnName = (name: string, hosts: readonly string[] = []): boolean =>
  [...loopbackNames, ...hosts].includes(name.toLowerCase())

/** The name in a Host header, without its port; undefined when it is none. */
export function nameOfHost(header: string | string[] | undefined): string | undefined {
  return typeof header === 'string' ? /^(\[[0-9a-f:]+\]|[^:/@\s]+)(:\d{1,5})?$/i.exec(header)?.[1] : undefined
}
