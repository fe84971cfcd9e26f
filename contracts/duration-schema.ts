import * as z from 'zod'
import { parseDuration } from './duration.ts'

/** A duration as people write it, or milliseconds; read as milliseconds. */
export const duration = () =>
  z
    .union([z.string(), z.number().min(0)])
    .refine(
      (value) => typeof value === 'number' || parseDuration(value) !== undefined,
      'a duration such as 250ms, 90s, 2h or 1d12h, or milliseconds',
    )
    .transform((value) => (typeof value === 'number' ? value : (parseDuration(value) as number)))

/** Two durations, of which one between them is drawn. */
export const span = () =>
  z.tuple([duration(), duration()]).refine(([least, most]) => least <= most, 'the smaller number first')

/** A number of bytes. */
export const byteCount = () => z.int().min(0).max(10_000_000)
