import * as z from 'zod'
import { changeNumber, changeWaba } from '../../receipts/change-number.ts'
import { senderKey } from '../../world/directory.ts'
import { numberSettings, wabaSettings } from '../../world-file/settings.ts'
import { Problem } from '../problem.ts'
import { defineRoute, worldField, worldOf } from '../route.ts'

/** What the service says about numbers and WhatsApp Business Accounts. */
export const numberRoutes = [
  defineRoute({
    id: 'setNumber',
    method: 'post',
    path: '/worlds/{world}/numbers/{number}',
    summary:
      'Changes what QueryChatappPhoneNumbers answers about a number; what is left out stays. Under auditReceiptVersion 2 changes of name and quality are reported as ChatAppAudit.',
    input: numberSettings.extend({ world: worldField, number: z.string() }),
    result: numberSettings.required(),
    handle({ world: id, number, ...changes }, ports) {
      const world = worldOf(ports, id)
      const { senders } = world.directory
      const sender = senders.get(senderKey('whatsapp', number))
      if (sender === undefined)
        throw new Problem(
          404,
          'No such number',
          `World ${id} has no WhatsApp number ${number}. Known: ${
            [...senders.values()]
              .flatMap((each) => (each.channel === 'whatsapp' ? [each.id] : []))
              .slice(0, 10)
              .join(', ') || 'none'
          }.`,
        )
      return changeNumber(world, sender, changes)
    },
  }),
  defineRoute({
    id: 'setWaba',
    method: 'post',
    path: '/worlds/{world}/wabas/{waba}',
    summary:
      'Changes what QueryChatappBindWaba answers about a WABA; what is left out stays. Under auditReceiptVersion 2 the outcome of its review is reported as ChatAppAudit.',
    input: wabaSettings.extend({ world: worldField, waba: z.string() }),
    result: wabaSettings.required(),
    handle({ world: id, waba, ...changes }, ports) {
      const world = worldOf(ports, id)
      const spaces = [...world.directory.spaces.values()]
      const space = spaces.find(({ wabaId }) => wabaId === waba)
      if (space === undefined)
        throw new Problem(
          404,
          'No such WABA',
          `World ${id} has no WABA ${waba}. Known: ${
            spaces
              .flatMap(({ wabaId }) => wabaId ?? [])
              .slice(0, 10)
              .join(', ') || 'none'
          }.`,
        )
      return changeWaba(world, space, changes)
    },
  }),
]
