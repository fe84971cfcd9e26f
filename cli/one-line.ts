/** Text that came from outside, as it can stand in a line for people: what would move the cursor or begin a new line is written out, and what is long is cut. */
export const oneLine = (text: string): string =>
  (text.length > 500 ? `${text.slice(0, 500)}…` : text).replaceAll(
    /\p{Cc}/gu,
    (c) => String.raw`\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
