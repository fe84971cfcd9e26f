import * as z from 'zod'
import { didYouMean } from '../../../contracts/nearest.ts'
import { auditSends } from '../../messages/audit/audit-sends.ts'
import type { World } from '../../world/world.ts'
import { Problem } from '../problem.ts'
import { defineRoute, worldField, worldOf } from '../route.ts'

const call = z.object({
  requestId: z.string(),
  at: z.number(),
  groupMessageId: z.string().optional().meta({ description: 'Not there when the call was not carried out.' }),
  code: z.string(),
  recipients: z.int(),
  repeats: z
    .int()
    .meta({ description: 'How many of them had been accepted before: the duplicates it caused.' }),
  faults: z.array(z.string()),
})

/** Whether each recipient got its message once. */
export const auditRoutes = [
  defineRoute({
    id: 'auditSends',
    method: 'get',
    path: '/worlds/{world}/audit',
    summary:
      'How many messages to each recipient of a TaskId or a batch were accepted: none, one, more, and which calls caused the second.',
    input: z.strictObject({
      world: worldField,
      task: z.string().optional().meta({ description: 'TaskId of the calls.' }),
      group: z
        .string()
        .optional()
        .meta({ description: 'GroupMessageId of a batch; calls that say the same belong to it.' }),
      show: z.enum(['none', 'more', 'not-once', 'all']).default('not-once').meta({
        description:
          'Recipients that are listed, by how many messages to them were accepted; not-once unless given.',
      }),
      limit: z.coerce.number().int().min(1).max(1000).default(100),
      cursor: z.coerce.number().int().min(0).default(0).meta({ description: '`next` of the page before.' }),
    }),
    result: z.object({
      recipients: z.int(),
      none: z.int(),
      once: z.int(),
      more: z.int(),
      duplicates: z.int().meta({ description: 'Messages beyond the first to each recipient.' }),
      calls: z.array(call).meta({ description: 'Oldest first.' }),
      list: z.array(
        z.object({
          to: z.string(),
          accepted: z.int(),
          calls: z.array(z.object({ requestId: z.string(), accepted: z.boolean() })),
        }),
      ),
      next: z.int().nullable(),
    }),
    handle({ world: id, task, group, show, limit, cursor }, ports) {
      const world = worldOf(ports, id)
      if ((task === undefined) === (group === undefined))
        throw new Problem(
          400,
          'One scope',
          'Give exactly one of task (a TaskId) and group (a GroupMessageId).',
        )
      const audit = auditSends(world, task === undefined ? { group: group as string } : { task })
      if (audit === undefined)
        throw new Problem(
          404,
          'No such sends',
          task === undefined
            ? `World ${id} has no batch ${group}.${didYouMean(
                String(group),
                [...world.batches.values()].slice(-1000).map(({ groupMessageId }) => groupMessageId),
              )}`
            : `World ${id} has no send with the TaskId ${JSON.stringify(task)}.${didYouMean(task, tasksOf(world))}`,
        )
      const { none, once, more, duplicates, calls } = audit
      const { recipients: list, next = null } = audit.list(show, cursor, limit)
      return { recipients: none + once + more, none, once, more, duplicates, calls, list, next }
    },
  }),
]

const tasksOf = ({ batches, journal }: World): string[] => [
  ...new Set([
    ...[...batches.values()].flatMap(({ taskId }) => taskId ?? []),
    ...[...journal.newest()].flatMap(({ exchange }) => exchange.input['TaskId'] ?? []),
  ]),
]
