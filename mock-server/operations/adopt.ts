import type { Context } from '../call/context.ts'
import { addTemplate } from '../world/directory.ts'
import { senderKey, type Space } from '../world/directory.ts'
import { freshTemplate } from '../world-file/template-document.ts'

/** In a lenient world: gives the caller a space that nobody has. */
export function adoptSpace(id: string, { world, caller, remark }: Context): void {
  const space: Space = { id, account: caller.account, wabaId: `2${world.random.digits(14)}` }
  world.directory = { ...world.directory, spaces: new Map([...world.directory.spaces, [id, space]]) }
  remark(`lenient: adopted the unknown space ${id} for account ${caller.account.uid}`)
}

/** In a lenient world: registers an unknown sender with the space, or with the caller's first space. False if the caller has no space. */
export function adoptSender(
  id: string,
  channel: string,
  given: Space | undefined,
  { world, caller, remark }: Context,
): boolean {
  const space =
    given ?? [...world.directory.spaces.values()].find(({ account }) => account.uid === caller.account.uid)
  if (space === undefined) return false
  world.directory.senders.set(senderKey(channel, id), { id, channel, space })
  remark(`lenient: adopted the unknown ${channel} sender ${id} into ${space.id}`)
  return true
}

/** In a lenient world: registers an unknown template as approved. */
export function adoptTemplate(
  {
    TemplateCode,
    TemplateName,
    Language,
    ChannelType,
  }: {
    TemplateCode?: string | undefined
    TemplateName?: string | undefined
    Language: string
    ChannelType: string
  },
  space: Space | undefined,
  { world, remark }: Context,
): void {
  if (space === undefined) return
  const name = TemplateName || TemplateCode || ''
  addTemplate(world.directory.templates, {
    code: TemplateCode || `11${world.random.digits(17)}`,
    name,
    language: Language,
    type: ChannelType.toLowerCase() === 'viber' ? 'VIBER' : 'WHATSAPP',
    category: 'UTILITY',
    auditStatus: 'pass',
    reason: undefined,
    components: [],
    ...freshTemplate,
    updatedAt: world.clock.now(),
    space,
  })
  remark(`lenient: adopted the unknown template ${name} (${Language}) into ${space.id} as approved`)
}
