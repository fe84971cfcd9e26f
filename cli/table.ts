/** Rows in columns as wide as their widest cell; the last column is not padded. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  )
  return rows
    .map((row) =>
      row
        .map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** Names with their values, one pair a line, long values on several; pairs without a value are left out. */
export function pairs(entries: readonly (readonly [name: string, value: string | undefined])[]): string {
  const width = Math.max(...entries.map(([name]) => name.length)) + 2
  return entries
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name.padEnd(width)}${wrap(value, width)}`]))
    .join('\n')
}

/** Columns of a terminal nobody has widened. */
const columns = 80

/** Text broken at blanks so that no line is wider than a terminal, further lines indented. A word wider than that stays whole. */
export function wrap(text: string, indent: number): string {
  const lines: string[] = []
  for (const paragraph of text.split('\n')) {
    let line = ''
    for (const word of paragraph.split(' ')) {
      if (line !== '' && indent + line.length + 1 + word.length > columns) {
        lines.push(line)
        line = word
      } else line = line === '' ? word : `${line} ${word}`
    }
    lines.push(line)
  }
  return lines.join(`\n${' '.repeat(indent)}`)
}

/** Prints lines; on a terminal they are broken where they are too wide for it, and go on four columns further in. Elsewhere a line stays a line, for whoever searches. */
export function say(text: string): void {
  console.log(process.stdout.isTTY ? text.split('\n').map(broken).join('\n') : text)
}

function broken(line: string): string {
  const indent = line.length - line.trimStart().length
  return `${' '.repeat(indent)}${wrap(line.trimStart(), indent + 4)}`
}
