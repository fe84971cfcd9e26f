import { queryTokenForMnsQueue } from '../../contracts/query-token-for-mns-queue.ts'
import { defineBehavior } from '../call/behavior.ts'
import { queueTokenOf, tokenLife } from '../queue/queue-token.ts'

/** Hands out credentials that follow from the caller's key and the time. */
export const queryTokenForMnsQueueBehavior = defineBehavior(queryTokenForMnsQueue, {
  rules: [],
  handle(_input, { caller, world }) {
    const now = world.clock.now()
    const { accessKeyId, accessKeySecret, securityToken, expiresAt } = queueTokenOf(
      caller.key,
      now + tokenLife,
    )
    return {
      MessageTokenDTO: {
        AccessKeyId: accessKeyId,
        AccessKeySecret: accessKeySecret,
        SecurityToken: securityToken,
        CreateTime: beijingTime(now),
        ExpireTime: beijingTime(expiresAt),
      },
    }
  },
})

/** The times are those of Beijing, and do not say so. Assumed: no answer of the operation could be looked at. */
const beijingTime = (time: number): string =>
  new Date(time + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')
