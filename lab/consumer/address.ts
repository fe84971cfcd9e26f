import { UsageError } from '../../contracts/usage-error.ts'
import type { Answer } from './answer.ts'

/**
 * Checks the address of a consumer. Throws `UsageError` when it is none, when it leads to another machine that was not named, and for the vendor's hosts.
 * @param option how the address was given, for the message
 * @param allowed host names that may be called beside this machine
 */
export function checkAddress(address: string, option: string, allowed: readonly string[]): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol))
    throw new UsageError(
      `${option} is ${JSON.stringify(address)}; expected an address such as http://127.0.0.1:8080/receipts.`,
    )
  const host = url.hostname.toLowerCase().replaceAll(/[[\]]/g, '')
  if (/(^|\.)aliyuncs\.com\.?$/.test(host))
    throw new UsageError(
      `${option} is an address of the vendor (${host}). Give the address of your own consumer.`,
    )
  const own = host === 'localhost' || host === '::1' || /^127(\.\d+){3}$/.test(host)
  if (!own && !allowed.includes(host))
    throw new UsageError(
      `${option} leads to ${host}, which is not this machine, and would get receipts that never happened. Allow it with --allow-host ${host}.`,
    )
  return url
}

/** Throws `UsageError` when a first answer shows that there is no consumer at the address. */
export function requireConsumer(answer: Answer, address: string): void {
  if (answer.outcome === 'unreachable')
    throw new UsageError(
      `Nothing answers at ${address}: ${answer.detail ?? 'no connection'}. Start the consumer first, or mend the address.`,
    )
  if ('x-mock-rule' in answer.headers || 'x-acs-request-id' in answer.headers)
    throw new UsageError(
      `${address} is an emulator of the service itself. Give the address at which your application receives receipts.`,
    )
}
