const width = 74

/** Text in lines that fit a terminal of 80 columns with some indentation; further lines stand under the first. */
export function wrapped(lead: string, text: string): string {
  const lines: string[] = []
  let line = lead
  for (const word of text.split(' ')) {
    if (line.trim() !== '' && line !== lead && line.length + 1 + word.length > width) {
      lines.push(line)
      line = ' '.repeat(lead.length) + word
    } else line += line === lead || line.trim() === '' ? word : ` ${word}`
  }
  return [...lines, line].join('\n')
}
