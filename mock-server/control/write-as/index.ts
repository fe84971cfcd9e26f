import { catalogOperation } from '../../../contracts/catalog/index.ts'
import type { Exchange } from '../../../contracts/exchange.ts'
import type { World } from '../../world/world.ts'
import { Problem } from '../problem.ts'
import { goodFor, writeCurl } from './curl.ts'
import { writeGo, writeJava, writeNode, writePython } from './sdk.ts'
import { writeCassette, writeScenario, writeVitest } from './stories.ts'
import type { Writing } from './writing.ts'

const writers = {
  curl: writeCurl,
  node: writeNode,
  python: writePython,
  java: writeJava,
  go: writeGo,
  vitest: writeVitest,
  scenario: writeScenario,
  cassette: writeCassette,
}

/** Names of the forms a call can be written in. */
export const forms = Object.keys(writers) as [Form, ...Form[]]
export type Form = keyof typeof writers

/** A call in another form. */
export interface Written {
  readonly text: string
  /** Until when the text works as it is, milliseconds since the epoch on the clock of the world; null: for good. */
  readonly until: number | null
}

/**
 * Writes a call of a journal in another form. Throws `Problem` where the call cannot have it.
 * @param origin scheme and host under which the emulator is called
 */
export function writeAs(form: Form, exchange: Exchange, world: World, origin: string): Written {
  if (exchange.push !== undefined)
    throw new Problem(
      409,
      'Not a call',
      'This is a push of receipts, which the emulator made. Choose a call.',
    )
  const operation = catalogOperation(exchange.operation)
  if (operation === undefined && form !== 'cassette')
    throw new Problem(
      409,
      'Unknown operation',
      `The API has no operation ${JSON.stringify(exchange.operation)}, so that no client can call it. Only a cassette can hold this call.`,
    )
  const now = world.clock.now()
  const { host, protocol } = new URL(origin)
  const text = writers[form]({
    exchange,
    operation: exchange.operation,
    parameters: parametersOf(exchange, operation?.inputSchema.properties ?? {}),
    key: keyOf(exchange, world),
    origin: { host, protocol: protocol.slice(0, -1) },
    now,
  })
  if (text === undefined)
    throw new Problem(
      409,
      'Not a scenario',
      `${exchange.code} is about who signed and how. A scenario signs its calls itself; write this one as a cassette.`,
    )
  return { text, until: form === 'curl' ? now + goodFor : null }
}

/** The key of the call, or the first one that works where the world does not have it. */
function keyOf({ accessKeyId }: Exchange, { directory, id }: World): Writing['key'] {
  const all = [...directory.keys.values()]
  const key =
    directory.keys.get(accessKeyId) ?? all.find(({ active, securityToken }) => active && !securityToken)
  if (key === undefined) throw new Problem(409, 'No key', `World ${id} has no key to sign with.`)
  if (key.publicKey !== undefined)
    throw new Problem(
      409,
      'No private key',
      `The key ${key.id} signs with RSA; its private part is not known here.`,
    )
  return key
}

function parametersOf(
  { input }: Exchange,
  schemas: Readonly<Record<string, object>>,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(input).map(([name, text]) => {
      const { type } = (Object.hasOwn(schemas, name) ? schemas[name] : {}) as { readonly type?: string }
      return [name, type === undefined || type === 'string' ? text : (readJson(text) ?? text)]
    }),
  )
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
