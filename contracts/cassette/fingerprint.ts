import { hash } from 'node:crypto'
import { layerOf } from '../redaction/layers.ts'
import { inOrder, parseJson, type Asked } from './recording.ts'

/** A number that equal calls have in common: of 52 bits, so that an index of them is small. */
export function fingerprint({ call, format, parameters }: Asked): number {
  return Number.parseInt(hash('sha256', JSON.stringify([call, format, inOrder(opened(parameters))])).slice(0, 13), 16)
}

/** A value whose texts are read where they hide another one: the order of names says nothing there either, nor how well it was packed. */
function opened(value: unknown): unknown {
  if (typeof value === 'string') {
    const inner = /^\s*[[{]/.test(value) ? parseJson(value) : undefined
    if (inner !== undefined) return ['JSON', opened(inner)]
    const layer = packed.test(value) ? layerOf(value) : undefined
    return layer?.kind === 'gzip' ? ['gzip', opened(layer.inner)] : value
  }
  if (typeof value !== 'object' || value === null) return value
  return Array.isArray(value) ? value.map(opened) : Object.fromEntries(Object.entries(value).map(([name, each]) => [name, opened(each)]))
}

/** How gzip begins in base64. */
const packed = /^H4s/
