import { UsageError } from '../../contracts/usage-error.ts'
import { defaultCredentials, type ClientOptions, type MassSendOptions } from '../../sdk/index.ts'
import { isLiveEndpoint, liveEndpoint } from '../contract/live-endpoint.ts'

/** The options of `send` as the command line gives them. */
export interface SendOptions {
  readonly file: string
  readonly template: string
  readonly format?: 'csv' | 'jsonl'
  /** Whether the first row of a CSV file names the columns; told from the row when left out. */
  readonly header?: boolean
  readonly to?: string
  readonly param: Readonly<Record<string, string>>
  readonly language: string
  readonly channel: string
  readonly from?: string
  readonly space?: string
  readonly taskId?: string
  readonly batchSize: number
  readonly rate: number
  readonly dryRun: boolean
  readonly text?: string
  readonly resume: boolean
  readonly checkpoint?: string
  readonly failed?: string
  readonly url?: string
  readonly live: boolean
}

const emulator = 'http://127.0.0.1:4010'
/** What every emulator accepts; see the demo world. */
const demo = {
  credentials: { accessKeyId: 'mock-ak-1', accessKeySecret: 'mock-sk-1' },
  from: '8613900000001',
  space: 'cams-demo0001',
}

/** Where to send and as whom. The real service is never reached without `--live`. Throws `UsageError`. */
export function targetOf({ live, url }: SendOptions): Pick<ClientOptions, 'endpoint' | 'credentials'> {
  if (live) return { endpoint: url ?? liveEndpoint, credentials: defaultCredentials() }
  const endpoint = url ?? emulator
  if (isLiveEndpoint(endpoint))
    throw new UsageError(
      `--url ${endpoint} is the real service, which reaches real people. Add --live if that is what you want.`,
    )
  return { endpoint, credentials: demo.credentials }
}

/** Everything of the call but its recipients. Throws `UsageError`. */
export function messageOf({
  live,
  from,
  space,
  channel,
  template,
  language,
  taskId,
}: SendOptions): MassSendOptions['message'] {
  if (live && from === undefined)
    throw new UsageError('--live needs --from: the business number or sender id to send from.')
  const custSpaceId = space ?? (live || from !== undefined ? undefined : demo.space)
  return {
    ChannelType: channel,
    From: from ?? demo.from,
    Language: language,
    ...(/^(?:\d{15,}|[0-9a-f]{32})$/.test(template)
      ? { TemplateCode: template }
      : { TemplateName: template }),
    ...(custSpaceId === undefined ? {} : { CustSpaceId: custSpaceId }),
    ...(taskId === undefined ? {} : { TaskId: taskId }),
  }
}

/** Whether recipients of the channel are phone numbers. */
export const usesPhoneNumbers = (channel: string): boolean => /^(?:whatsapp|viber)$/i.test(channel)
