import { UsageError } from '../contracts/usage-error.ts'

/** Asks the control API of a running emulator. Throws `UsageError` when nothing answers or the answer is a problem. */
export async function ask<T>(url: string): Promise<T> {
  const response = await fetch(url).catch(() => {
    throw new UsageError(`No emulator answers at ${new URL(url).origin}. Start one with chatapp-mock start, or name another address with --url.`)
  })
  const body = (await response.json()) as T & { detail?: string }
  if (!response.ok) throw new UsageError(body.detail ?? `${url} answered ${response.status}`)
  return body
}
