import { createHmac } from 'node:crypto'
import type { AccessKey } from '../world/directory.ts'
import type { World } from '../world/world.ts'

/** Temporary credentials for the queues of an account. */
export interface QueueToken {
  readonly accessKeyId: string
  readonly accessKeySecret: string
  readonly securityToken: string
  /** Milliseconds since the epoch on the world's clock. */
  readonly expiresAt: number
}

/** Milliseconds a token is valid. */
export const tokenLife = 3_600_000

const prefix = 'STS.queue.'

/** The token a key has when it expires then. It follows from the key, so nothing needs to be stored. */
export function queueTokenOf({ id, secret }: AccessKey, expiresAt: number): QueueToken {
  const accessKeyId = `${prefix}${expiresAt.toString(36)}.${id}`
  const derive = (purpose: string): string =>
    createHmac('sha256', secret).update(`${purpose} ${accessKeyId}`).digest('base64url')
  return { accessKeyId, accessKeySecret: derive('secret'), securityToken: derive('token'), expiresAt }
}

/** The key that a queue request stands for, with the secret it is signed with; of an account's own key that key itself. */
export function readQueueKey(accessKeyId: string): {
  readonly keyId: string
  readonly expiresAt: number | undefined
} {
  const [, expiry, id] = /^STS\.queue\.([0-9a-z]{1,10})\.(.+)$/.exec(accessKeyId) ?? []
  return expiry === undefined || id === undefined
    ? { keyId: accessKeyId, expiresAt: undefined }
    : { keyId: id, expiresAt: Number.parseInt(expiry, 36) }
}

/** The credentials a queue request has to be signed with; undefined when nobody has them. */
export function credentialsOf(
  accessKeyId: string,
  { directory }: World,
):
  | {
      readonly key: AccessKey
      readonly secret: string
      readonly securityToken: string | undefined
      readonly expiresAt: number | undefined
    }
  | undefined {
  const { keyId, expiresAt } = readQueueKey(accessKeyId)
  const key = directory.keys.get(keyId)
  if (key === undefined || !key.active) return undefined
  if (expiresAt === undefined)
    return { key, secret: key.secret, securityToken: key.securityToken, expiresAt: key.expiresAt }
  const { accessKeySecret, securityToken } = queueTokenOf(key, expiresAt)
  return { key, secret: accessKeySecret, securityToken, expiresAt }
}
