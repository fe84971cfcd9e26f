import { ApiError } from '../../contracts/errors/api-error.ts'
import { catalogNames, catalogOperation } from '../../contracts/catalog/index.ts'
import { mockUnderTest } from '../mock-under-test.ts'
import { randomCalls } from '../mock-server/adapters/random-calls.ts'
import { keys, massSend, recipients, signed, testTime, type Signing } from '../signed-requests.ts'
import { note, type Recorded } from './record.ts'

/** Calls of all kinds, right and wrong, that were drawn once from a seed, to one emulator. */
export async function recordRandomCalls(recorded: Recorded): Promise<void> {
  const mock = mockUnderTest()
  for (const [index, { at, request }] of randomCalls(6, 400, testTime).entries()) {
    mock.clock.moveTo(at)
    note(recorded, `random call ${index + 1}: ${request.method}`, await mock.handle(request))
  }
  note(recorded, 'refused by the server: malformed', await mock.refuse(new ApiError('MalformedRequest')))
  note(recorded, 'refused by the server: too large', await mock.refuse(new ApiError('RequestTooLarge')))
}

/** Every operation: its example by V3 in JSON, and without parameters by V1 in XML. */
export async function recordOperations(recorded: Recorded): Promise<void> {
  const mock = mockUnderTest()
  for (const action of catalogNames) {
    const input = catalogOperation(action)?.example.input ?? {}
    const example = signed(input, { action, nonce: `${action}-example` })
    const empty = signed({}, { action, scheme: 'v1', format: 'XML', nonce: `${action}-empty` })
    note(recorded, `${action}: example, V3, JSON`, await mock.handle(example))
    note(recorded, `${action}: no parameters, V1, XML`, await mock.handle(empty))
  }
}

/** Mass sends the demo world carries out, by every signature, place and key. */
export async function recordSends(recorded: Recorded): Promise<void> {
  const mock = mockUnderTest({ throttled: false })
  const signings: readonly Signing[] = [
    { scheme: 'v3', place: 'form' },
    { scheme: 'v3', place: 'query' },
    { scheme: 'v3', method: 'GET' },
    { scheme: 'v1', place: 'form', format: 'JSON' },
    { scheme: 'v1', place: 'form-only', format: 'XML' },
    { scheme: 'v1', method: 'GET', format: undefined },
  ]
  for (const signing of signings)
    for (const [role, key] of Object.entries(keys))
      for (const count of [1, 3, 1000, 1001]) {
        const name = `${signing.scheme} ${signing.place ?? signing.method} ${signing.format ?? ''} by ${role}, ${count} recipients`
        const request = signed(massSend({ SenderList: recipients(count) }), { ...signing, key, nonce: name })
        note(recorded, `send: ${name}`, await mock.handle(request))
      }
}
