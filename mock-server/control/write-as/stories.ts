import { printHeader, printRecording } from '../../../recording/cassette/print.ts'
import { toRecording } from '../../../recording/cassette/recording.ts'
import type { Writing } from './writing.ts'

const json = (value: unknown): string => JSON.stringify(value, null, 2)

/** A test for vitest that makes the call with the SDK of this package and expects the code it was answered with. */
export function writeVitest({ exchange, operation, parameters }: Writing): string {
  const refused = exchange.code !== 'OK'
  const call = `client.call(${JSON.stringify(operation)}, ${json(parameters).replaceAll('\n', '\n  ')})`
  return `\
import { createMock, fetchOf } from "chatapp-mock"
import { createClient } from "chatapp-mock/sdk"
import { expect, it } from "vitest"

it(${JSON.stringify(`${operation} is answered with ${exchange.code}`)}, async () => {
  const mock = createMock()
  const { accessKeyId, accessKeySecret } = mock.demo
  const client = createClient({
    endpoint: 'http://127.0.0.1:4010',
    credentials: { accessKeyId, accessKeySecret },
    fetch: fetchOf(mock),
    retry: { attempts: 1 },
  })
  const call = ${call}
  ${
    refused
      ? `await expect(call).rejects.toMatchObject({ code: ${JSON.stringify(exchange.code)} })`
      : `expect(await call).toMatchObject({ Code: 'OK' })`
  }
})
`
}

/** Refusals that depend on who signs and how: a scenario is signed anew. */
const ofTheSignature = /Signature|AccessKey|SecurityToken|Time[Ss]tamp|^Forbidden|PermissionDen|^NoPermission/

/** The call as a scenario file; undefined when its refusal is about the signature, which a scenario makes itself. */
export function writeScenario({ exchange, operation, parameters }: Writing): string | undefined {
  if (ofTheSignature.test(exchange.code)) return undefined
  const expected = exchange.code === 'OK' ? { Code: 'OK' } : { error: exchange.code, status: exchange.status }
  // JSON is YAML; the words around it make the file readable.
  return `\
name: ${operation.replaceAll(/(?<=[a-z0-9])([A-Z])/g, (letter) => `-${letter}`).toLowerCase()}-${exchange.code === 'OK' ? 'accepted' : 'refused'}
summary: ${JSON.stringify(`${operation} is answered with ${exchange.code}.`)}
effectOnLive: ${operation.startsWith('Send') ? 'sends' : /^(?:Get|List|Query)/.test(operation) ? 'none' : 'never'}
story:
  - call: ${operation}
    with: ${json(parameters).replaceAll('\n', '\n      ')}
    expect: ${JSON.stringify(expected)}
`
}

/** A cassette with this one call. */
export const writeCassette = ({ exchange }: Writing): string =>
  `${printHeader({ cassette: 1 })}${printRecording(toRecording(exchange))}`
