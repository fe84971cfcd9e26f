import { visible } from '../contracts/visible.ts'

/** Text that came from outside, as it can stand in a line for people: what cannot be seen is written out, and what is long is cut. */
export const oneLine = (text: string): string => visible(text.length > 500 ? `${text.slice(0, 500)}…` : text)
