import type { Undelivered } from '../../mock-server/receipts/undelivered.ts'

/** Last words of a server that stops with receipts it could not deliver. */
export function farewell({ receipts, urls }: Undelivered): string {
  const lines = urls.map(({ url, receipts: each }) => `  ${each} for ${url}`)
  return [
    `Stopped. ${receipts} ${receipts === 1 ? 'receipt stays' : 'receipts stay'} undelivered:`,
    ...lines,
  ].join('\n')
}
