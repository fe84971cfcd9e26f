import { didYouMean } from '../../contracts/nearest.ts'
import { UsageError } from '../../contracts/usage-error.ts'
import { ApiResponseError, type ChatappClient, type MassSendOptions } from '../../sdk/index.ts'
import type { SendOptions } from './options.ts'
import { variablesOf } from './preview.ts'

type Message = MassSendOptions['message']

/** What is known about the template of a send. */
export interface KnownTemplate {
  /** Header, body and footer, as far as they are text. */
  readonly text: string | undefined
  /** Its variables; undefined when they are not known. */
  readonly variables: readonly string[] | undefined
  /** Whether it sends a one-time code, whose only value may have any name. */
  readonly isCode?: boolean
  /** Why nothing is known about it. */
  readonly unread?: string
}

interface Detail {
  readonly Name?: string
  readonly Category?: string
  readonly AuditStatus?: string
  readonly AllowSend?: boolean
  readonly Components?: unknown
}

interface Component {
  readonly Type?: string
  readonly Text?: string
}

const absences: readonly string[] = ['DetailError.TemplateNotExist', 'TemplateNotFound']

/**
 * Asks the service for the template of a send. Throws `UsageError` when there is none of that name in that language, or when its
 * state lets no message through: a send would fail as a whole.
 */
export async function lookUpTemplate(
  client: ChatappClient,
  message: Message,
  { template: given, text, live }: Pick<SendOptions, 'template' | 'text' | 'live'>,
  where: string,
): Promise<KnownTemplate> {
  const { TemplateCode, TemplateName, Language, CustSpaceId } = message
  const input = { TemplateCode, TemplateName, Language, CustSpaceId, TemplateType: typeOf(message) }
  try {
    const { Data } = await client.call('GetChatappTemplateDetail', input, { retry: { attempts: 3 } })
    const detail = (Data ?? {}) as Detail
    assertCanBeSent(detail, given, Language as string)
    return knownOf(detail)
  } catch (error) {
    if (error instanceof UsageError || !(error instanceof Error)) throw error
    const absent = error instanceof ApiResponseError && absences.includes(error.code)
    // Without a space the answer is about the first one of the account, which need not be that of the sender.
    if (absent && CustSpaceId !== undefined && (live || text === undefined))
      throw await notThere(client, message, given, { where, live, error })
    return { text: undefined, variables: undefined, unread: error.message }
  }
}

const typeOf = ({ ChannelType }: Message): string => (/^viber$/i.test(ChannelType) ? 'VIBER' : 'WHATSAPP')

function assertCanBeSent({ AuditStatus, AllowSend }: Detail, given: string, language: string): void {
  const state =
    AuditStatus !== undefined && AuditStatus !== 'pass'
      ? `in state ${AuditStatus}`
      : AllowSend === false
        ? 'stopped with AllowSend false'
        : undefined
  if (state !== undefined)
    throw new UsageError(
      `The template ${given} (${language}) is ${state}; only one in state pass gets its messages through. Nothing was sent.`,
    )
}

/** The one error of a template that is not there, with what there is. */
async function notThere(
  client: ChatappClient,
  message: Message,
  given: string,
  { where, live, error }: { where: string; live: boolean; error: ApiResponseError },
): Promise<UsageError> {
  const { CustSpaceId, Language } = message
  const known = await client
    .call('ListChatappTemplate', {
      CustSpaceId,
      TemplateType: typeOf(message),
      Page: { Index: 1, Size: 100 },
    } as never)
    .then(({ ListTemplate }) => ListTemplate ?? [])
    .catch(() => [])
  const names = [...new Set(known.flatMap(({ TemplateName }) => TemplateName ?? []))]
  const languages = known.filter(({ TemplateName }) => TemplateName === given).map((each) => each.Language)
  const advice =
    languages.length > 0
      ? ` It exists in ${languages.join(', ')}: choose one with --language.`
      : `${didYouMean(given, names)}${names.length === 0 ? '' : ` Templates of ${CustSpaceId}: ${names.slice(0, 20).join(', ')}.`}`
  const lenient = live
    ? ''
    : ' An emulator started with --lenient takes any template: give its text with --text.'
  return new UsageError(
    `There is no template ${given} in ${Language} at ${where} (${error.code}).${advice}${lenient} Nothing was sent.`,
  )
}

function knownOf({ Components, Category }: Detail): KnownTemplate {
  const list = typeof Components === 'string' ? (JSON.parse(Components) as unknown) : Components
  if (!Array.isArray(list) || list.length === 0)
    return { text: undefined, variables: undefined, unread: 'its components are not told' }
  const variables = variablesOf(JSON.stringify(list))
  const isCode = variables.length === 0 && Category === 'AUTHENTICATION'
  return { text: textOf(list as Component[]), variables: isCode ? ['code'] : variables, isCode }
}

function textOf(components: readonly Component[]): string | undefined {
  const texts = components
    .filter(({ Type, Text }) => /^(?:HEADER|BODY|FOOTER)$/i.test(Type ?? '') && Text)
    .map(({ Text }) => Text)
  return components.some(({ Type }) => /^BODY$/i.test(Type ?? '')) && texts.length > 0
    ? texts.join('\n')
    : undefined
}

/** What the demo world has, for a preview without an emulator. */
export async function demoTemplate({
  TemplateCode,
  TemplateName,
  Language,
}: Message): Promise<KnownTemplate | undefined> {
  const { demoDocument } = await import('../../mock-server/world-file/demo-document.ts')
  const templates = demoDocument().accounts.flatMap(({ spaces }) =>
    spaces.flatMap((space) => space.templates),
  )
  const template = templates.find(
    ({ code, name, language }) => language === Language && (code === TemplateCode || name === TemplateName),
  )
  return template && knownOf({ Components: template.components, Category: template.category })
}
