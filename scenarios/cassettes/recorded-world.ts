import type { Recording } from '../../recording/cassette/recording.ts'
import { defaultBindings } from '../bindings.ts'
import type { ScenarioInput } from '../scenario.ts'

/** The account of the demo world that scenarios call with. */
const account = '1000000000000001'
const known: ReadonlySet<string> = new Set(defaultBindings.values())
const fields: Readonly<Record<string, string>> = {
  whatsapp: 'numbers',
  viber: 'viber',
  messenger: 'messenger',
  instagram: 'instagram',
  telegram: 'telegram',
}

interface Space {
  readonly senders: Map<string, Set<string>>
  readonly templates: Map<string, Readonly<Record<string, string>>>
}

/** Senders and templates that accepted sends used and the demo world has not; undefined when there are none. */
export function recordedWorld(recordings: readonly Recording[]): ScenarioInput['given'] | undefined {
  const spaces = new Map<string, Space>()
  const home = defaultBindings.get('space') as string
  for (const { call, parameters, answer } of recordings) {
    if (
      !call.startsWith('Send') ||
      answer.status !== 200 ||
      (answer.body as { Code?: unknown } | undefined)?.Code !== 'OK'
    )
      continue
    const { From, CustSpaceId, ChannelType, TemplateCode, TemplateName, Language } = parameters as Readonly<
      Record<string, string | undefined>
    >
    const field = fields[ChannelType?.toLowerCase() ?? ''] ?? 'numbers'
    const isNew = (value: string | undefined): value is string =>
      value !== undefined && value !== '' && !known.has(value)
    if (![From, CustSpaceId, TemplateCode ?? TemplateName].some(isNew)) continue
    const id = CustSpaceId ?? home
    const space = spaces.get(id) ?? { senders: new Map(), templates: new Map() }
    spaces.set(id, space)
    if (isNew(From)) space.senders.set(field, (space.senders.get(field) ?? new Set()).add(From))
    const code = TemplateCode ?? TemplateName
    if (isNew(code) && Language !== undefined)
      space.templates.set(`${code} ${Language}`, {
        code,
        name: TemplateName ?? `recorded_${code}`,
        language: Language,
        ...(field === 'viber' ? { type: 'VIBER' } : {}),
      })
  }
  if (spaces.size === 0) return undefined
  return {
    accounts: [
      {
        uid: account,
        spaces: [...spaces].map(([id, { senders, templates }]) => ({
          id,
          ...(known.has(id) ? {} : { waba: `2${id.replaceAll(/\D/g, '').padStart(14, '0').slice(0, 14)}` }),
          ...Object.fromEntries([...senders].map(([field, ids]) => [field, [...ids]])),
          ...(templates.size === 0 ? {} : { templates: [...templates.values()] }),
        })),
      },
    ],
  }
}
