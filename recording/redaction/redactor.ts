import type { Asked, Recording } from '../cassette/recording.ts'
import { layerOf } from './layers.ts'
import { flat, keyedPermutation } from './permute.ts'
import { pseudonym, pseudonymNumber, repeat, type Exchanger } from './pseudonymize.ts'
import type { RedactionKey } from './redaction-key.ts'
import { isSecretName, removed, withoutSecretForms } from './secrets.ts'
import { secretMask } from './secret-mask.ts'
import { isPlain, shapeOf } from './shapes.ts'
import { vocabulary } from './vocabulary.ts'

/** Exchanges what belongs to people and accounts for pseudonyms, and back. Secrets are removed, and stay so. */
export interface Redactor {
  /** Of the key. */
  readonly name: string
  hide(recording: Recording): Recording
  hideAsked(asked: Asked): Asked
  /** Goes back from pseudonyms to what they stand for. */
  reveal(recording: Recording): Recording
  /** One text, hidden: of a field of the name, if it has one. */
  hideText(text: string, name?: string): string
}

/** @param secrets texts that are removed wherever they stand, in whatever form signatures encode them */
export function createRedactor(key: RedactionKey, secrets: readonly (string | undefined)[] = []): Redactor {
  const { forth, back } = keyedPermutation(key.secret)
  const mask = secretMask(secrets)
  const hiding: Walk = {
    permutation: forth,
    walks: true,
    clean: (text) => withoutSecretForms(mask(text)),
    names: 'as given',
  }
  const revealing: Walk = { permutation: back, walks: true, clean: (text) => text, names: 'as exchanged' }
  return {
    name: key.name,
    hide: (recording) => exchangeRecording(recording, hiding),
    hideAsked: (asked) => exchangeAsked(asked, hiding),
    reveal: (recording) => exchangeRecording(recording, revealing),
    hideText: (text, name = '') => exchangeText(text, name, hiding),
  }
}

const forming: Walk = { permutation: flat, walks: false, clean: withoutSecretForms, names: 'as given' }

/** A call with nothing left of its texts and numbers but their form, which pseudonyms share with what they stand for. */
export const formOf = (asked: Asked): Asked => exchangeAsked(asked, forming)

interface Walk extends Exchanger {
  /** Takes secrets out of a text. */
  readonly clean: (text: string) => string
  /** Whether the name of a field is to be read before or after it was exchanged itself: it decides about the value. */
  readonly names: 'as given' | 'as exchanged'
}

function exchangeRecording(recording: Recording, walk: Walk): Recording {
  const { status, headers, body, text } = recording.answer
  const { rule, ...rest } = { ...recording, ...exchangeAsked(recording, walk) }
  const kept = Object.entries(headers ?? {}).filter(([, value]) =>
    /^(?:[a-z]+\/[a-z.+-]+(?:; ?charset=[a-z0-9-]{1,12})?|\d{1,6})$/i.test(value),
  )
  return {
    ...rest,
    answer: {
      status,
      ...(kept.length === 0 ? {} : { headers: Object.fromEntries(kept) }),
      ...(body === undefined ? {} : { body: exchangeValue(body, '', walk) }),
      ...(text === undefined ? {} : { text: exchangeText(text, '', walk) }),
    },
    ...(rule !== undefined && /^[A-Za-z][A-Za-z.-]*$/.test(rule) ? { rule } : {}),
  }
}

function exchangeAsked(asked: Asked, walk: Walk): Asked {
  return {
    ...asked,
    call: exchangeText(asked.call, '', walk),
    parameters: exchangeValue(asked.parameters, '', walk) as Asked['parameters'],
  }
}

function exchangeValue(value: unknown, name: string, walk: Walk): unknown {
  if (typeof value === 'string') return exchangeText(value, name, walk)
  if (typeof value === 'number') return isSecretName(name) ? 0 : pseudonymNumber(value, name, walk)
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((item) => exchangeValue(item, name, walk))
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => {
      const exchanged = exchangeName(key, walk)
      // Everything within a secret is a part of it.
      return [
        exchanged,
        exchangeValue(each, isSecretName(name) ? name : walk.names === 'as given' ? key : exchanged, walk),
      ]
    }),
  )
}

function exchangeText(given: string, name: string, walk: Walk): string {
  if (given === '') return given
  if (isSecretName(name)) return removed
  const text = walk.clean(given)
  const json = /^[[{]/.test(text) ? layerOf(text) : undefined
  const shape = json === undefined ? shapeOf(text) : undefined
  if (shape !== undefined) {
    let result = ''
    let field = name
    for (const { text: part, role, of } of shape.parts) {
      if (role === 'secret') result += removed
      else if (role === 'kept') result += part
      else if (role === 'name') {
        const exchanged = exchangeName(part, walk)
        field = walk.names === 'as given' ? part : exchanged
        result += exchanged
      } else result += exchangeText(part, of === '' || of === undefined ? '' : field, walk)
    }
    return result
  }
  const layer = json ?? layerOf(text)
  if (layer === undefined) return pseudonym(text, name, walk)
  if (typeof layer.inner !== 'string') return layer.wrap(exchangeValue(layer.inner, name, walk))
  // In base64 of two alphabets a text without their own characters could be of either.
  const isAlike = (other: string): boolean =>
    !walk.walks ||
    layer.kind === 'percent' ||
    layer.kind === 'gzip' ||
    layerOf(layer.wrap(other))?.kind === layer.kind ||
    other.includes(removed)
  const inner = repeat((from) => exchangeText(from, name, walk), layer.inner, isAlike)
  // What is packed around a secret goes with it: nothing could tell what the rest is.
  return layer.kind !== 'percent' && inner.includes(removed) && !layer.inner.includes(removed)
    ? removed
    : layer.wrap(inner)
}

/** Names the API knows stay, and names that say nothing but what they are. */
function exchangeName(name: string, walk: Walk): string {
  if (isUsualName(name)) return name
  const given = walk.clean(name)
  if (!isPlain(given)) return exchangeText(given, '', walk)
  return repeat(
    (from) => pseudonym(from, '', walk),
    given,
    (other) => !walk.walks || (!isUsualName(other) && isIndex(other) === isIndex(given)),
  )
}

const isUsualName = (name: string): boolean =>
  vocabulary().names.has(name) || (usualName.test(name) && name.length <= 24 && isPlain(name))

/** Words in small letters, put together as names are: letters drawn by chance rarely look like that. */
const usualName = /^(?:[A-Za-z][a-z]{0,11}(?:_?[A-Z]?[a-z]{2,11}){0,3}\d{0,2}|\d{1,3})$/

/** Numbers among the names of an object are put first by the language. */
const isIndex = (name: string): boolean => /^(?:0|[1-9]\d{0,9})$/.test(name) && Number(name) < 4_294_967_295
