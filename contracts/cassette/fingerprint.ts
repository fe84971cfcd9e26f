import { hash } from 'node:crypto'
import { inOrder, parseJson, type Asked } from './recording.ts'

/** A number that equal calls have in common: of 52 bits, so that an index of them is small. */
export function fingerprint({ call, format, parameters }: Asked): number {
  return Number.parseInt(hash('sha256', JSON.stringify([call, format, inOrder(opened(parameters))])).slice(0, 13), 16)
}

/** A value whose texts are read as JSON where they are lists or objects: the order of names says nothing there either. */
function opened(value: unknown): unknown {
  if (typeof value === 'string') {
    const inner = /^\s*[[{]/.test(value) ? parseJson(value) : undefined
    return inner === undefined ? value : ['JSON', opened(inner)]
  }
  if (typeof value !== 'object' || value === null) return value
  return Array.isArray(value) ? value.map(opened) : Object.fromEntries(Object.entries(value).map(([name, each]) => [name, opened(each)]))
}
