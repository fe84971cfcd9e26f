import { hash } from 'node:crypto'
import { isShallow } from '../is-shallow.ts'
import { layerOf } from '../redaction/layers.ts'
import { parseJson, type Asked } from './recording.ts'

/** A number that equal calls have in common: of 52 bits, so that an index of them is small. */
export function fingerprint({ call, format, parameters }: Asked): number {
  return Number.parseInt(
    hash('sha256', `${call}\n${format ?? ''}\n${canonical(parameters)}`).slice(0, 13),
    16,
  )
}

/** How gzip begins in base64. */
const packed = 'H4s'

/**
 * A value as text, the names of objects in order. Texts are read where they hide another one: the order of names says nothing there
 * either, nor how well it was packed.
 */
function canonical(value: unknown): string {
  if (typeof value === 'string') {
    const inner = /^\s*[[{]/.test(value) ? parseJson(value) : undefined
    if (inner !== undefined && isShallow(inner)) return `JSON ${canonical(inner)}`
    const layer = value.startsWith(packed) ? layerOf(value) : undefined
    return layer?.kind === 'gzip' ? `gzip ${canonical(layer.inner)}` : JSON.stringify(value)
  }
  if (typeof value !== 'object' || value === null) return String(value)
  let text = ''
  if (Array.isArray(value)) {
    for (const item of value) text += `${canonical(item)},`
    return `[${text}]`
  }
  for (const name of inOrder(Object.keys(value)))
    text += `${JSON.stringify(name)}:${canonical((value as Record<string, unknown>)[name])},`
  return `{${text}}`
}

/** Names of recordings are in order already. */
const inOrder = (names: string[]): string[] =>
  names.every((name, index) => index === 0 || (names[index - 1] as string) <= name) ? names : names.sort()
