import * as z from 'zod'
import { Problem } from './problem.ts'
import type { ControlPorts, Route } from './route.ts'

/** Carries out one operation of the control API. Throws `Problem` for everything the caller can mend. */
export async function perform(route: Route, input: Readonly<Record<string, unknown>>, ports: ControlPorts): Promise<unknown> {
  const parsed = route.input.safeParse(input)
  if (!parsed.success) {
    const errors = parsed.error.issues.map((issue) => ({ pointer: `/${issue.path.join('/')}`, detail: complaint(issue) }))
    throw new Problem(400, 'Input does not fit', errors.map(({ pointer, detail }) => `${pointer}: ${detail}`).join('; '), { errors })
  }
  return route.handle(parsed.data as never, ports)
}

function complaint(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return `unknown: ${issue.keys.join(', ')}`
  return issue.message
}
