import { verdictOf, type Figure } from './figure.ts'

const columns = ['figure', 'ours', 'floor-work', 'ratio (least–greatest)', 'reach', 'aim', 'verdict'] as const

/** The figures as a table with their notes below. */
export function toTable(figures: readonly Figure[]): string {
  const rows = [columns, ...figures.map(toRow)]
  const widths = columns.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)))
  const lines = rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  '),
  )
  const notes = figures.flatMap(({ name, notes }) => notes.map((note) => `  ${name}: ${note}`))
  return [...lines, '', ...notes].join('\n')
}

/** The figures for programs, each with its verdict. */
export const toJson = (figures: readonly Figure[]): string =>
  JSON.stringify(figures.map((figure) => ({ ...figure, verdict: verdictOf(figure) })))

function toRow(figure: Figure): string[] {
  const { name, unit, ours, floor, ratio, target } = figure
  const sign = target.better === 'higher' ? '≥' : '≤'
  const of = ratio === undefined ? ` ${unit}` : ' ×'
  return [
    name,
    `${number(ours)} ${unit}`,
    floor === undefined ? '' : number(floor),
    ratio === undefined
      ? ''
      : `${ratio.median.toFixed(2)} (${ratio.least.toFixed(2)}–${ratio.greatest.toFixed(2)})`,
    `${sign} ${target.reach}${of}`,
    `${sign} ${target.aim}${of}`,
    verdictOf(figure),
  ]
}

const number = (value: number): string =>
  value >= 100 || Number.isInteger(value) ? String(Math.round(value)) : value.toFixed(1)
