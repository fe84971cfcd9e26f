import {
  archiveChatappTemplate,
  channelCanArchive,
  type ArchiveInput,
} from '../../contracts/operations/archive-chatapp-template.ts'
import { assumed } from '../../contracts/evidence/evidence.ts'
import { defineRule } from '../../contracts/evidence/rule.ts'
import { templateLanguageIsSupported } from '../../contracts/templates/identity-rules.ts'
import { defineBehavior } from '../call/behavior.ts'
import type { Context } from '../call/context.ts'
import { changeTemplate } from '../world/templates.ts'
import { spaceRules } from './shared/space-rules.ts'
import { templateOf, templateToChangeExists, type TemplateInput } from './shared/template-rules.ts'

/** The templates of the list, as a call for one of them would name it. */
const entriesOf = ({ CustSpaceId, TemplateList }: ArchiveInput): TemplateInput[] =>
  TemplateList.map((entry) => ({ CustSpaceId, TemplateType: 'WHATSAPP', ...entry }))

const templatesToArchiveExist = defineRule(
  {
    id: 'template.to-archive-exist',
    summary: 'Every template of the list exists in its language; one that does not refuses the whole call.',
    evidence: assumed('no text says what happens to an unknown template in the list'),
  },
  (input: ArchiveInput, context: Context) => {
    for (const entry of entriesOf(input)) {
      templateLanguageIsSupported(entry)
      templateToChangeExists(entry, context)
    }
  },
)

/** Marks the templates; archiving one again changes nothing. */
export const archiveChatappTemplateBehavior = defineBehavior(archiveChatappTemplate, {
  rules: [channelCanArchive, ...spaceRules, templatesToArchiveExist],
  handle(input, context) {
    for (const entry of entriesOf(input)) {
      const template = templateOf(entry, context)
      if (!template.archived) changeTemplate(context.world, template, { archived: true })
    }
    return { Success: true, Data: { Code: 'OK', Message: 'OK', RequestId: context.requestId, Success: true } }
  },
})
