import { isDeepStrictEqual } from 'node:util'
import cases from './cases.json' with { type: 'json' }
import { deviations, expectations } from './expectations.ts'

/** What a consumer program prints for one case. */
export interface Line {
  readonly client: string
  readonly version: string
  readonly case: string
  readonly ok: boolean
  readonly okCalls: number
  readonly errorType: string | null
  readonly code: string | null
  readonly groupMessageId?: string | null
  readonly requestId: string | null
  readonly status: number | null
  readonly message: string | null
}

/** What the emulator remembers of one request. */
export interface Arrival {
  /** The parameters as the emulator understood them. */
  readonly input: Readonly<Record<string, unknown>>
}

/** The names of the cases, in the order they are run. */
export const caseNames: readonly string[] = cases.cases.map((row) => row.case)

const requestIdForm = /^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/

/** Says what is wrong with a line, in words; an empty list is a pass. */
export function faultsOf(line: Line, arrival: Arrival | undefined): string[] {
  const expected = expectations[line.case]
  if (expected === undefined) return [`expectations.ts has no case ${line.case}`]
  const deviation = deviations.find((row) => row.case === line.case && row.clients.includes(line.client))
  const faults: string[] = []
  const compare = (name: string, actual: unknown, wanted: unknown) => {
    if (actual !== wanted)
      faults.push(`${name} is ${JSON.stringify(actual)}, expected ${JSON.stringify(wanted)}`)
  }
  compare('ok', line.ok, expected.ok)
  compare('code', line.code, deviation?.code ?? expected.code)
  compare('okCalls', line.okCalls, expected.okCalls)
  // Some SDKs do not show the status; one that does must show the right one.
  if (line.status !== null) compare('status', line.status, expected.status)
  if (!requestIdForm.test(line.requestId ?? '')) faults.push(`requestId is ${JSON.stringify(line.requestId)}`)
  if (expected.ok && !/^\d{16}$/.test(line.groupMessageId ?? ''))
    faults.push(`groupMessageId is ${JSON.stringify(line.groupMessageId)}`)
  if (deviation !== undefined && line.message?.includes(deviation.message) !== true)
    faults.push(`message lacks “${deviation.message}”`)
  if (faults.length > 0) faults.push(`message is ${JSON.stringify((line.message ?? '').slice(0, 300))}`)
  if (arrival === undefined) faults.push('the journal does not have its requestId')
  return arrival === undefined ? faults : [...faults, ...arrivalFaults(line.case, arrival)]
}

/** Compares what the emulator understood with what cases.json says was sent. */
function arrivalFaults(name: string, { input }: Arrival): string[] {
  const row = cases.cases.find((candidate) => candidate.case === name)
  if (row === undefined) return [`cases.json has no case ${name}`]
  const recipients = Array.from({ length: row.recipients }, (_, index) => ({
    To: String(8613800000000 + index),
    TemplateParams: row.templateParams ?? { name: `Guest ${index}`, order: `A-${index}` },
  }))
  const sent = { ...cases.request, ...row.extra, From: row.from, SenderList: recipients }
  return Object.entries(sent).flatMap(([parameter, value]) => {
    const arrived = parameter === 'SenderList' ? parsed(input[parameter]) : input[parameter]
    // An empty text may be left out on the way.
    return isDeepStrictEqual(arrived ?? '', value)
      ? []
      : [`${parameter} arrived as ${JSON.stringify(arrived)?.slice(0, 200)}`]
  })
}

function parsed(value: unknown): unknown {
  return typeof value === 'string' ? JSON.parse(value) : value
}
