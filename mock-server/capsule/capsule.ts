import * as z from 'zod'
import { documentsOf, parseDocument } from '../../recording/cassette/parse.ts'
import { flatten, printDocument } from '../../recording/cassette/print.ts'
import type { Capsule, Step } from './steps.ts'

const header = z.strictObject({
  capsule: z.literal(1),
  world: z.string(),
  server: z.record(z.string(), z.unknown()),
  demoStart: z.number().optional(),
})
const call = z.strictObject({
  method: z.string(),
  url: z.string(),
  headers: z.record(z.string(), z.string()),
  text: z.string().optional(),
  base64: z.string().optional(),
  secure: z.boolean(),
})
const reply = z.strictObject({
  status: z.int(),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
  delivery: z.unknown().optional(),
})
const step = z.strictObject({
  machine: z.number().optional(),
  world: z.string().optional(),
  call: call.optional(),
  reply: reply.optional(),
  control: z.string().optional(),
  input: z.record(z.string(), z.unknown()).optional(),
  result: z.string().optional(),
  push: z.string().optional(),
  items: z.string().optional(),
  answer: z.record(z.string(), z.unknown()).optional(),
})

/** A capsule as a text file, one document after the other. */
export function printCapsule({ world, server, demoStart, steps, pushes }: Capsule): string {
  const first = flatten({ capsule: 1, world, ...(demoStart === undefined ? {} : { demoStart }), server })
  return `${first}\n${[...steps, ...pushes].map(printDocument).join('')}`
}

/** Reads the text of a capsule. Throws `UsageError` with file and line. */
export function parseCapsule(text: string, name: string): Capsule {
  const [first, ...rest] = documentsOf(text, name)
  const { capsule: _, ...head } = parseDocument(first.text, first, header, 'the first line of a capsule')
  const read = rest.map((place) => parseDocument(place.text, place, step, 'a step of a capsule'))
  return {
    ...head,
    steps: read.filter(({ push }) => push === undefined) as unknown as Step[],
    pushes: read.filter(({ push }) => push !== undefined) as unknown as Capsule['pushes'],
  }
}
