import { percentEncode } from '../contracts/signature/percent-encode.ts'

/** A parameter with its value; lists and objects travel as JSON. */
export type Parameter = readonly [name: string, value: unknown]

/**
 * `name=value` joined with `&`, in the order given.
 * @param encode how names and values are encoded: as signatures ask, or `encodeURIComponent` for a form
 */
export const encodeParameters = (parameters: readonly Parameter[], encode = percentEncode): string =>
  parameters.map(([name, value]) => `${encode(name)}=${encode(toText(value))}`).join('&')

const toText = (value: unknown): string => (typeof value === 'object' ? JSON.stringify(value) : String(value))
