import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { setTimeout as sleep } from 'node:timers/promises'

/** One row of cases.json: who sends what, and how many times in a row. */
export interface Case {
  readonly case: string
  readonly accessKeyId: string
  readonly accessKeySecret: string
  readonly securityToken: string
  readonly from: string
  readonly recipients: number
  readonly calls: number
  readonly templateParams?: Readonly<Record<string, string>>
  /** Parameters that only this case sends. */
  readonly extra?: { readonly Tag: string }
}

/** One entry of SenderList, in the names of the wire. */
export interface Recipient {
  readonly To: string
  readonly TemplateParams: Record<string, string>
}

/** The business parameters of one call, in the names of the wire; SenderList is not yet a string. */
export interface MassMessage {
  readonly CustSpaceId: string
  readonly ChannelType: string
  readonly TemplateCode: string
  readonly Language: string
  readonly From: string
  readonly Tag?: string
  readonly SenderList: Recipient[]
}

/** What a call gave, as the SDK shows it. */
export interface Answer {
  readonly code: string | undefined
  readonly groupMessageId?: string | undefined
  readonly requestId: string | undefined
  readonly status: number | undefined
  readonly message: string | undefined
}

export type Send = (message: MassMessage, example: Case) => Promise<Answer>

interface CasesFile {
  readonly request: Pick<MassMessage, 'CustSpaceId' | 'ChannelType' | 'TemplateCode' | 'Language'>
  readonly cases: readonly Case[]
}

/** Where the calls go, `host:port`. */
export const endpoint: string = process.env['CHATAPP_MOCK_ENDPOINT'] ?? '127.0.0.1:4010'

/** How the SDK of a program is to be set up. */
export const sender = {
  endpoint,
  protocol: process.env['CHATAPP_MOCK_PROTOCOL'] ?? 'http',
  timeout:
    process.env['CHATAPP_MOCK_TIMEOUT'] === undefined
      ? undefined
      : Number(process.env['CHATAPP_MOCK_TIMEOUT']),
}

/** Runs every case of cases.json, or of the file CHATAPP_MOCK_CASES names, through one SDK and prints one JSON line for each. */
export async function runCases(
  client: string,
  sdkPackage: string,
  send: Send,
  describeError: (error: unknown) => Answer,
): Promise<void> {
  const { request, cases } = JSON.parse(
    readFileSync(process.env['CHATAPP_MOCK_CASES'] ?? new URL('../cases.json', import.meta.url), 'utf8'),
  ) as CasesFile
  const { version } = createRequire(import.meta.url)(`${sdkPackage}/package.json`) as { version: string }
  for (const example of cases) {
    const message = { ...request, ...example.extra, From: example.from, SenderList: recipientsOf(example) }
    // A burst begins with a second, so that all of its calls count in the same one.
    if (example.calls > 1) await sleep(1000 - (Date.now() % 1000))
    let okCalls = 0
    let answer: Answer | undefined
    let failure: unknown
    for (let call = 0; call < example.calls && failure === undefined; call++) {
      try {
        answer = await send(message, example)
        okCalls++
      } catch (error) {
        failure = error
        answer = describeError(error)
      }
    }
    const errorType = failure === undefined ? null : (failure as object).constructor.name
    const line = {
      client,
      version,
      case: example.case,
      ok: failure === undefined,
      okCalls,
      errorType,
      ...answer,
    }
    console.log(JSON.stringify(line, (_name, value: unknown) => value ?? null))
  }
}

function recipientsOf(example: Case): Recipient[] {
  return Array.from({ length: example.recipients }, (_, index) => ({
    To: String(8613800000000 + index),
    TemplateParams: { ...(example.templateParams ?? { name: `Guest ${index}`, order: `A-${index}` }) },
  }))
}
