import { ask } from './ask.ts'

/** `chatapp-mock explain <RequestId>`: the rule, its evidence and what was given, from the journal of a running emulator. */
export async function explain(requestId: string, { url, json }: { url: string; json: boolean }): Promise<void> {
  const exchange = await ask<Explained>(`${url}/_mock/explain/${encodeURIComponent(requestId)}`)
  console.log(json ? JSON.stringify(exchange, undefined, 2) : text(exchange))
}

interface Explained {
  readonly requestId: string
  readonly at: number
  readonly operation: string
  readonly status: number
  readonly code: string
  readonly rule: string
  readonly summary?: string
  readonly evidence: { readonly class: string; readonly source: string }
  readonly refusal?: { readonly given?: unknown; readonly expected?: string; readonly explanation?: string }
  readonly remarks: readonly string[]
}

function text({ requestId, at, operation, status, code, rule, summary, evidence, refusal, remarks }: Explained): string {
  const rows: [string, string | undefined][] = [
    ['Request', requestId],
    ['At', new Date(at).toISOString()],
    ['Operation', operation || '(none)'],
    ['Answer', `${status} ${code}`],
    ['Rule', rule],
    ['', summary],
    ['Evidence', evidence.class],
    ['Source', evidence.source],
    ['Given', refusal?.given === undefined ? undefined : String(refusal.given)],
    ['Expected', refusal?.expected],
    ...remarks.map((remark): [string, string] => ['Note', remark]),
  ]
  const lines = rows.flatMap(([name, value]) => (value === undefined ? [] : [`${name.padEnd(11)}${value}`]))
  return [...lines, ...(refusal?.explanation === undefined ? [] : ['', refusal.explanation])].join('\n')
}
