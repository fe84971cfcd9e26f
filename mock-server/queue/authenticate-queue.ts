import { createHash } from 'node:crypto'
import type { HttpRequest } from '../../contracts/http.ts'
import * as mns from '../../contracts/signature/mns.ts'
import type { Account } from '../world/directory.ts'
import type { World } from '../world/world.ts'
import { QueueError } from './queue-errors.ts'
import { credentialsOf, readQueueKey } from './queue-token.ts'

const tolerance = 15 * 60 * 1000

/**
 * Finds out whose queues a request is about. Throws `QueueError`.
 * @param worldOf the world of a key
 */
export function authenticateQueue(
  { method, url, headers, body }: HttpRequest,
  worldOf: (keyId: string) => World,
): { readonly world: World; readonly account: Account } {
  const { authorization, date = headers['x-mns-date'] } = headers
  if (!authorization) throw new QueueError('MissingAuthorizationHeader')
  const given = mns.parseAuthorization(authorization)
  if (given === undefined) throw new QueueError('InvalidAuthorizationHeader')
  if (!date) throw new QueueError('MissingDateHeader')
  const signedAt = Date.parse(date)
  if (Number.isNaN(signedAt)) throw new QueueError('InvalidDateHeader')
  const world = worldOf(readQueueKey(given.accessKeyId).keyId)
  if (world.clock.distanceTo(signedAt) > tolerance) throw new QueueError('TimeExpired')
  const credentials = credentialsOf(given.accessKeyId, world)
  if (credentials === undefined) throw new QueueError('AccessIDAuthError')
  const { key, secret, securityToken, expiresAt } = credentials
  if ((headers['security-token'] ?? headers['x-mns-security-token'] ?? '') !== (securityToken ?? ''))
    throw new QueueError('InvalidSecurityToken')
  if (expiresAt !== undefined && world.clock.now() >= expiresAt) throw new QueueError('InvalidSecurityToken')
  if (mns.sign(secret, mns.stringToSign(method, headers, url)) !== given.signature)
    throw new QueueError('SignatureDoesNotMatch')
  const { 'content-md5': digest } = headers
  if (digest && digest !== Buffer.from(createHash('md5').update(body).digest('hex')).toString('base64'))
    throw new QueueError('InvalidDigest')
  return { world, account: key.account }
}
