import type { ChatappClient, MassSendOptions, Recipient } from '../../sdk/index.ts'

/** Names of the `$(name)` variables of a text, in order. */
export const variablesOf = (text: string): string[] => [
  ...new Set([...text.matchAll(/\$\(([^)]+)\)/g)].map(([, name]) => name as string)),
]

/** The text a recipient would read. Variables nobody fills stay as they are. */
export function rendered(text: string, { TemplateParams = {} }: Recipient): string {
  return text.replaceAll(/\$\(([^)]+)\)/g, (variable, name: string) =>
    Object.hasOwn(TemplateParams, name) ? (TemplateParams[name] as string) : variable,
  )
}

/** What the columns do not fill and the template does not use, in words. */
export function mismatches(text: string, params: readonly string[]): string[] {
  const variables = variablesOf(text)
  const missing = variables
    .filter((name) => !params.includes(name))
    .map((name) => `The template has the variable ${name}, and nothing fills it: add --param ${name}=COLUMN.`)
  const surplus = params
    .filter((name) => !variables.includes(name))
    .map((name) => `The template has no variable ${name}; it has ${variables.join(', ') || 'none'}.`)
  return [...missing, ...surplus]
}

/** The text of the template as the service tells it, or as the demo world has it; undefined when neither knows. */
export async function templateText(
  client: ChatappClient,
  message: MassSendOptions['message'],
  live: boolean,
): Promise<string | undefined> {
  const { TemplateCode, TemplateName, Language, CustSpaceId, ChannelType } = message
  const input = {
    TemplateCode,
    TemplateName,
    Language,
    CustSpaceId,
    TemplateType: /^viber$/i.test(ChannelType) ? 'VIBER' : 'WHATSAPP',
  }
  const answer = client.call('GetChatappTemplateDetail', input, { retry: { attempts: 1 } })
  if (live) return bodyText((await answer)['Data'])
  return answer
    .then(({ Data }) => bodyText(Data))
    .catch(() => undefined)
    .then((text) => text ?? demoText(message))
}

interface Component {
  readonly Type?: string
  readonly Text?: string
}

function bodyText(data: unknown): string | undefined {
  const { Components } = (data ?? {}) as { Components?: unknown }
  const list = typeof Components === 'string' ? (JSON.parse(Components) as unknown) : Components
  return Array.isArray(list) ? textOf(list as Component[]) : undefined
}

function textOf(components: readonly Component[]): string | undefined {
  const texts = components
    .filter(({ Type, Text }) => /^(?:HEADER|BODY|FOOTER)$/i.test(Type ?? '') && Text)
    .map(({ Text }) => Text)
  return components.some(({ Type }) => /^BODY$/i.test(Type ?? '')) && texts.length > 0
    ? texts.join('\n')
    : undefined
}

async function demoText({
  TemplateCode,
  TemplateName,
  Language,
}: MassSendOptions['message']): Promise<string | undefined> {
  const { demoDocument } = await import('../../mock-server/world-file/demo-document.ts')
  const templates = demoDocument().accounts.flatMap(({ spaces }) =>
    spaces.flatMap((space) => space.templates),
  )
  const template = templates.find(
    ({ code, name, language }) => language === Language && (code === TemplateCode || name === TemplateName),
  )
  return template === undefined ? undefined : textOf(template.components as readonly Component[])
}
