import type { HttpReply } from '../../contracts/http.ts'
import { didYouMean } from '../../contracts/nearest.ts'
import { bodyWriter, contentTypes } from '../../contracts/wire/envelope.ts'
import type { Nearest } from './cassette.ts'
import type { Asked } from './recording.ts'

/** Code of the answer to a call a cassette does not have. No service answers it. */
export const noMatchCode = 'Cassette.NoMatch'
/** So many differences are told. */
const told = 10

/** Why a call has no recording, in words. */
export function explainMiss(
  { call }: Asked,
  { calls, place, used, differences }: Nearest,
  cassette: string,
): string {
  const asked = call || 'a call without an Action'
  if (place === undefined) {
    const known = [...calls].map(([name, count]) => `${name || '(no Action)'} (${count})`)
    return `${cassette} has no ${asked}.${didYouMean(call, [...calls.keys()])} It has ${known.length === 0 ? 'no recordings' : known.join(', ')}.`
  }
  if (differences.length === 0)
    return `${cassette} has this ${asked} less often than it was asked for: all recordings of it are used up. The last is number ${place}.`
  const lines = differences
    .slice(0, told)
    .map(({ pointer, asked: given, recorded }) => `  ${pointer}: asked ${given}, recorded ${recorded}`)
  const more = differences.length > told ? [`  and ${differences.length - told} more`] : []
  return [
    `${cassette} has no such ${asked}. The nearest is recording ${place}${used === true ? ', which was used' : ''}; it differs in`,
    ...lines,
    ...more,
  ].join('\n')
}

/** An answer of this tool rather than the service, in the gateway's form, so that every client shows it. */
export async function answerInstead(
  asked: Asked,
  status: number,
  code: string,
  message: string,
): Promise<HttpReply> {
  const format = asked.format ?? 'JSON'
  const body = (await bodyWriter(format))('Error', {
    Message: message,
    RequestId: '00000000-0000-0000-0000-000000000000',
    HostId: 'cassette',
    Code: code,
  })
  return {
    status,
    headers: { 'content-type': contentTypes[format], 'content-length': String(Buffer.byteLength(body)) },
    body,
  }
}
