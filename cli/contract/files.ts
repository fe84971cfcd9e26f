import { LineCounter, parseDocument, visit, type Document } from 'yaml'
import { UsageError } from '../../contracts/usage-error.ts'
import { parseScenario } from '../../scenarios/parse-scenario.ts'
import type { Scenario } from '../../scenarios/scenario.ts'
import { emulatorComplaints } from './given.ts'
import { readText } from '../read-text.ts'

/** Reads a scenario file, YAML or JSON. Throws `UsageError` with file, line and column of everything that is wrong. */
export async function readScenarioFile(file: string): Promise<Scenario> {
  return parseScenarioFile(await readText(file), file)
}

/** Reads the text of a scenario file. Throws `UsageError` as `readScenarioFile` does. */
export function parseScenarioFile(text: string, file: string): Scenario {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const at = (offset: number): string => {
    const { line, col } = lines.linePos(offset)
    return `${file}:${line}:${col}`
  }
  const [syntaxError] = document.errors
  if (syntaxError !== undefined) throw new UsageError(`${at(syntaxError.pos[0])}: ${syntaxError.message}`)
  const parsed = parseScenario(valueOf(document, file))
  const complaints = parsed.scenario === undefined ? parsed.complaints : emulatorComplaints(parsed.scenario)
  if (parsed.scenario !== undefined && complaints.length === 0) return parsed.scenario
  throw new UsageError(
    complaints
      .map(
        ({ path, message }) =>
          `${at(offsetOf(document, path))}: ${path.map(String).join('.') || 'the file'}: ${message}`,
      )
      .join('\n'),
  )
}

/** Aliases that multiply without end are refused by the parser here. */
function valueOf(document: Document, file: string): unknown {
  // Digits beyond what a number holds stay as they are written.
  visit(document, {
    Scalar(_, node) {
      if (
        typeof node.value === 'number' &&
        !Number.isSafeInteger(node.value) &&
        /^[+-]?\d+$/.test(node.source ?? '')
      )
        node.value = node.source
    },
  })
  try {
    return document.toJS({ maxAliasCount: 100 })
  } catch (error) {
    throw new UsageError(`${file}: ${(error as Error).message}`)
  }
}

/** Where a path stands in the text: the innermost part of it that exists. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length--) {
    const parent = length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true)
    const last = path[length - 1]
    const items = (
      parent as
        | {
            items?: readonly {
              key?: { value?: unknown; range?: readonly number[] }
              range?: readonly number[]
            }[]
          }
        | undefined
    )?.items
    const item = typeof last === 'number' ? items?.[last] : items?.find(({ key }) => key?.value === last)
    const range = item?.key?.range ?? item?.range
    if (range?.[0] !== undefined) return range[0]
  }
  return 0
}
