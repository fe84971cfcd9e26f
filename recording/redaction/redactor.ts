import type { Asked, Recording } from '../cassette/recording.ts'
import { createMemory, type Memory } from './memory.ts'
import { deepest } from '../is-shallow.ts'
import { layerOf } from './layers.ts'
import { flat, keyedPermutation } from './permute.ts'
import { pseudonym, pseudonymNumber, repeat, type Exchanger } from './pseudonymize.ts'
import type { RedactionKey } from './redaction-key.ts'
import { isSecretName, removed, withoutSecretForms } from './secrets.ts'
import { secretMask } from './secret-mask.ts'
import { isPlain, shapeOf, type Shape } from './shapes.ts'
import { vocabulary } from './vocabulary.ts'

/** Exchanges what belongs to people and accounts for pseudonyms, and back. Secrets are removed, and stay so. */
export interface Redactor {
  /** Of the key. */
  readonly name: string
  /** What cannot be hidden is removed. Never throws. */
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
    instead: () => removed,
    memory: createMemory(),
  }
  const revealing: Walk = {
    permutation: back,
    walks: true,
    clean: (text) => text,
    names: 'as exchanged',
    instead: (given) => given,
    memory: createMemory(),
  }
  return {
    name: key.name,
    hide: (recording) => exchangeRecording(recording, hiding),
    hideAsked: (asked) => exchangeAsked(asked, hiding),
    reveal: (recording) => exchangeRecording(recording, revealing),
    hideText: (text, name = '') => exchangeText(text, name, hiding, 0),
  }
}

/** A function that leaves nothing of a call's texts and numbers but their form, which pseudonyms share with what they stand for. */
export function createFormer(): (asked: Asked) => Asked {
  const forming: Walk = {
    permutation: flat,
    walks: false,
    clean: withoutSecretForms,
    names: 'as given',
    instead: () => removed,
    memory: createMemory(),
  }
  return (asked) => exchangeAsked(asked, forming)
}

interface Walk extends Exchanger {
  /** Takes secrets out of a text. */
  readonly clean: (text: string) => string
  /** Whether the name of a field is to be read before or after it was exchanged itself: it decides about the value. */
  readonly names: 'as given' | 'as exchanged'
  /** What stands for something that cannot be exchanged. */
  readonly instead: (given: unknown) => unknown
  readonly memory: Memory
}

/** A layer counts as so many levels of nesting: each is a copy of the text. */
const levelsOfLayer = 16

function exchangeRecording(recording: Recording, walk: Walk): Recording {
  const { status, headers, body, text, base64 } = recording.answer
  const { rule, ...rest } = { ...recording, ...exchangeAsked(recording, walk) }
  const kept = Object.entries(headers ?? {}).filter(([, value]) =>
    /^(?:[a-z]+\/[a-z.+-]+(?:; ?charset=[a-z0-9-]{1,12})?|\d{1,6})$/i.test(value),
  )
  return {
    ...rest,
    answer: {
      status,
      ...(kept.length === 0 ? {} : { headers: Object.fromEntries(kept) }),
      ...(body === undefined ? {} : { body: exchangePart(body, '', walk) }),
      ...(text === undefined ? {} : { text: exchangePart(text, '', walk) as string }),
      ...(base64 === undefined ? {} : { text: removed }),
    },
    ...(rule !== undefined && /^[A-Za-z][A-Za-z.-]*$/.test(rule) ? { rule } : {}),
  }
}

function exchangeAsked(asked: Asked, walk: Walk): Asked {
  const parameters = Object.entries(asked.parameters).map(([name, value]) => {
    const exchanged = String(exchangePart(name, '', walk, exchangeName))
    return [exchanged, exchangePart(value, walk.names === 'as given' ? name : exchanged, walk)]
  })
  return {
    ...asked,
    call: exchangePart(asked.call, '', walk) as string,
    parameters: Object.fromEntries(parameters) as Asked['parameters'],
  }
}

/** A part of a recording that is lost alone where it cannot be exchanged. */
function exchangePart(
  value: unknown,
  name: string,
  walk: Walk,
  exchange: (value: never, name: string, walk: Walk, level: number) => unknown = exchangeValue,
): unknown {
  try {
    return exchange(value as never, name, walk, 0)
  } catch {
    return walk.instead(value)
  }
}

function exchangeValue(value: unknown, name: string, walk: Walk, level: number): unknown {
  if (typeof value === 'string') return exchangeText(value, name, walk, level)
  if (typeof value === 'number') return isSecretName(name) ? 0 : pseudonymNumber(value, name, walk)
  if (typeof value !== 'object' || value === null) return value
  if (level > deepest) return walk.instead(value)
  if (Array.isArray(value)) return value.map((item) => exchangeValue(item, name, walk, level + 1))
  const isSecret = name !== '' && isSecretName(name)
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => {
      const exchanged = exchangeName(key, '', walk, level)
      // Everything within a secret is a part of it.
      const field = isSecret ? name : walk.names === 'as given' ? key : exchanged
      return [exchanged, exchangeValue(each, field, walk, level + 1)]
    }),
  )
}

function exchangeText(given: string, name: string, walk: Walk, level: number): string {
  if (given === '') return given
  if (level > deepest) return walk.instead(given) as string
  return walk.memory.text(given, name, () =>
    isSecretName(name) ? removed : exchangeUnknown(given, name, walk, level),
  )
}

function exchangeUnknown(given: string, name: string, walk: Walk, level: number): string {
  const text = walk.clean(given)
  if (isSimple.test(text)) return pseudonym(text, name, walk)
  const json = /^[[{]/.test(text) ? layerOf(text) : undefined
  const shape = json === undefined ? shapeOf(text) : undefined
  if (shape !== undefined) return exchangeShape(shape, walk, level)
  const layer = json ?? layerOf(text)
  if (layer === undefined) return pseudonym(text, name, walk)
  const deeper = level + levelsOfLayer
  if (typeof layer.inner !== 'string') return layer.wrap(exchangeValue(layer.inner, name, walk, deeper))
  const isAlike = (other: string): boolean => {
    if (!walk.walks || other.includes(removed)) return true
    // In base64 of two alphabets a text without their own characters could be of either; percent-encoding has several ways.
    const found = layerOf(layer.wrap(other))
    return found?.kind === layer.kind && found.way === layer.way
  }
  const inner = repeat((from) => exchangeText(from, name, walk, deeper), layer.inner, isAlike)
  // What is packed around a secret goes with it: nothing could tell what the rest is.
  return layer.kind !== 'percent' && inner.includes(removed) && !layer.inner.includes(removed)
    ? removed
    : layer.wrap(inner)
}

/** Too short for a layer, and without the characters of a shape. */
const isSimple = /^(?:[\w .-]{1,11}|\d+)$/

function exchangeShape({ parts }: Shape, walk: Walk, level: number): string {
  let result = ''
  for (const { text, role, of = '' } of parts) {
    if (role === 'secret') result += removed
    else if (role === 'kept') result += text
    else if (role === 'name') result += exchangeName(text, '', walk, level)
    else {
      const field = of === '' || walk.names === 'as given' ? of : exchangeName(of, '', walk, level)
      result += exchangeText(text, field, walk, level + 1)
    }
  }
  return result
}

/** Names the API knows stay, and names that say nothing but what they are. */
function exchangeName(name: string, _: string, walk: Walk, level: number): string {
  return walk.memory.name(name, () => {
    if (isUsualName(name)) return name
    const given = walk.clean(name)
    if (!isPlain(given)) return exchangeText(given, '', walk, level + 1)
    return repeat(
      (from) => pseudonym(from, '', walk),
      given,
      (other) => !walk.walks || (!isUsualName(other) && isIndex(other) === isIndex(given)),
    )
  })
}

const isUsualName = (name: string): boolean =>
  vocabulary().names.has(name) || (usualName.test(name) && name.length <= 24 && isPlain(name))

/** Words in small letters, put together as names are: letters drawn by chance rarely look like that. */
const usualName = /^(?:[A-Za-z][a-z]{0,11}(?:_?[A-Z]?[a-z]{2,11}){0,3}\d{0,2}|\d{1,3})$/

/** Numbers among the names of an object are put first by the language. */
const isIndex = (name: string): boolean => /^(?:0|[1-9]\d{0,9})$/.test(name) && Number(name) < 4_294_967_295
