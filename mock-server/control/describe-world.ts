import { createHash } from 'node:crypto'
import { incidentalParameters } from '../../contracts/wire/system-parameters.ts'
import { nextDue } from '../schedule/pump.ts'
import type { AccessKey, Space } from '../world/directory.ts'
import { fromTemplate } from '../world-file/template-document.ts'
import type { World } from '../world/world.ts'
import { accountKey, numberKey } from '../world/receivers.ts'
import { callbacksOf } from '../world-file/receivers-document.ts'
import type { WorldDocumentInput } from '../world-file/world-document.ts'

/** The time of a world, for people and programs. */
export function describeClock(world: World) {
  const now = world.clock.now()
  return { kind: world.clock.kind, now, iso: new Date(now).toISOString(), next: nextDue(world) ?? null }
}

/** What a world is and how to reach it. */
export function describeWorld(world: World) {
  return {
    id: world.id,
    seed: world.seed,
    clock: describeClock(world),
    keys: [...world.directory.keys.values()].map(({ id, secret, securityToken, active, account, user }) => ({
      id,
      secret,
      ...(securityToken === undefined ? {} : { securityToken }),
      active,
      account: account.uid,
      ...(user === undefined ? {} : { user: user.name }),
    })),
    spaces: [...world.directory.spaces.keys()],
    marks: [...world.marks.keys()],
    exchanges: world.journal.size,
    batches: [...world.batches.values()].length,
  }
}

/** SHA-256 over what was asked and answered, oldest first, without what names the world or varies by client. Equal histories give equal hashes. */
export function hashJournal({ journal, id }: World): string {
  const hash = createHash('sha256')
  for (const { exchange } of [...journal.newest()].reverse()) {
    const { at, operation, input, status, code, body, requestId, rule } = exchange
    const asked = Object.entries(input)
      .filter(([name]) => !incidentalParameters.has(name))
      .sort(([a], [b]) => (a < b ? -1 : 1))
    hash.update(
      JSON.stringify([at, operation, asked, status, code, body.replaceAll(`.${id}`, ''), requestId, rule]),
    )
  }
  return hash.digest('hex')
}

/** The directory of a world as a seed file that opens the same one. */
export function exportWorld({
  directory,
  assumptions,
  receivers,
  plan,
  pushes,
  faults,
}: World): WorldDocumentInput {
  const keysOf = (uid: string, user: string | undefined) =>
    [...directory.keys.values()]
      .filter((key) => key.account.uid === uid && key.user?.name === user)
      .map(exportKey)
  return {
    extends: 'nothing',
    accounts: [...directory.accounts.values()].map(({ uid, subscribed, smsFallback }) => ({
      uid,
      subscribed,
      smsFallback,
      keys: keysOf(uid, undefined),
      users: usersOf(directory.keys.values(), uid).map(({ name, policies }) => ({
        name,
        policies,
        keys: keysOf(uid, name),
      })) as never,
      spaces: [...directory.spaces.values()]
        .filter(({ account }) => account.uid === uid)
        .map((space) => ({
          ...exportSpace(directory, space),
          callbacks: callbacksOf(receivers, numberKey(space.id, '')),
        })),
      ...(receivers.has(accountKey(uid)) ? { callbacks: callbacksOf(receivers, accountKey(uid))[''] } : {}),
    })),
    assumptions,
    reviews: { after: directory.reviews.after, outcomes: [...directory.reviews.outcomes] },
    plan: { ...plan, sent: [...plan.sent], delivered: [...plan.delivered], read: [...plan.read] },
    pushes,
    faults: faults.map(({ rule }) => rule),
  }
}

function usersOf(keys: Iterable<AccessKey>, uid: string) {
  return [
    ...new Map(
      [...keys].flatMap(({ account, user }) =>
        account.uid === uid && user !== undefined ? [[user.name, user] as const] : [],
      ),
    ).values(),
  ]
}

function exportKey({ id, secret, active, securityToken, expiresAt, publicKey }: AccessKey) {
  return {
    id,
    secret,
    active,
    ...(securityToken && { securityToken }),
    ...(expiresAt !== undefined && { expires: new Date(expiresAt).toISOString() }),
    ...(publicKey && { publicKey }),
  }
}

function exportSpace(
  { senders, numbers, wabas, templates, deletedNames, metricsSince }: World['directory'],
  space: Space,
) {
  const since = metricsSince.get(space.id)
  const wabaState = space.wabaId === undefined ? undefined : wabas.get(space.wabaId)
  const sendersOf = (channel: string) =>
    [...senders.values()]
      .filter((sender) => sender.space.id === space.id && sender.channel === channel)
      .map(({ id }) => id)
  // Each template stands in the directory twice, by code and by name.
  const own = [...new Set(templates.values())].filter((template) => template.space.id === space.id)
  return {
    id: space.id,
    ...(space.wabaId && { waba: space.wabaId }),
    ...(wabaState && { wabaState }),
    numbers: sendersOf('whatsapp'),
    numberStates: Object.fromEntries(
      sendersOf('whatsapp').flatMap((number) =>
        numbers.has(number) ? [[number, numbers.get(number) ?? {}]] : [],
      ),
    ),
    viber: sendersOf('viber'),
    messenger: sendersOf('messenger'),
    instagram: sendersOf('instagram'),
    telegram: sendersOf('telegram'),
    templates: own.map(fromTemplate) as never,
    deletedTemplates: [...deletedNames.values()]
      .filter(({ spaceId }) => spaceId === space.id)
      .map(({ name, language, deletedAt }) => ({ name, language, at: new Date(deletedAt).toISOString() })),
    ...(since === undefined ? {} : { metricsSince: new Date(since).toISOString() }),
  }
}
