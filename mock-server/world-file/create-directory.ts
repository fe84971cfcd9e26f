import { createHmacKey } from '../../contracts/signature/hmac.ts'
import { signingKey } from '../../contracts/signature/rpc-v1.ts'
import {
  addTemplate,
  nameKey,
  senderKey,
  type DeletedName,
  type AccessKey,
  type Account,
  type Directory,
  type Sender,
  type Space,
  type Template,
  type User,
} from '../world/directory.ts'
import { defaultReviewDelay, toTemplate } from './template-document.ts'
import type { NumberSettings, WabaSettings } from '../world/number-state.ts'
import { createLayeredMap } from '../world/stores/layered-map.ts'
import type { AccessKeyDocument, AccountDocument, WorldDocument } from './world-document.ts'

const channels = {
  numbers: 'whatsapp',
  viber: 'viber',
  messenger: 'messenger',
  instagram: 'instagram',
  telegram: 'telegram',
} as const

/** Builds the directory of a world from its document. Where two entries share an id, the later one counts. */
export function createDirectory({ accounts, reviews }: WorldDocument): Directory {
  const directory = {
    accounts: new Map<string, Account>(),
    keys: new Map<string, AccessKey>(),
    spaces: new Map<string, Space>(),
    senders: createLayeredMap<Sender>(),
    numbers: createLayeredMap<NumberSettings>(),
    wabas: createLayeredMap<WabaSettings>(),
    templates: createLayeredMap<Template>(),
    deletedNames: createLayeredMap<DeletedName>(),
    metricsSince: createLayeredMap<number>(),
    reviews: { after: reviews.after ?? defaultReviewDelay, outcomes: reviews.outcomes },
  }
  for (const document of accounts) addAccount(directory, document)
  return directory

  function addAccount(
    { accounts, keys }: typeof directory,
    { uid, subscribed = true, smsFallback = true, ...document }: AccountDocument,
  ): void {
    const account: Account = { uid, subscribed, smsFallback }
    accounts.set(uid, account)
    for (const key of document.keys) keys.set(key.id, toKey(key, account, undefined))
    for (const { name, policies, keys: userKeys } of document.users) {
      const user = { name, policies } as User
      for (const key of userKeys) keys.set(key.id, toKey(key, account, user))
    }
    for (const space of document.spaces) addSpace(directory, space, account)
  }
}

function addSpace(
  {
    spaces,
    senders,
    numbers,
    wabas,
    templates,
    deletedNames,
    metricsSince,
  }: Omit<Directory, 'spaces'> & { spaces: Map<string, Space> },
  document: AccountDocument['spaces'][number],
  account: Account,
): void {
  const space: Space = { id: document.id, account, wabaId: document.waba }
  spaces.set(space.id, space)
  for (const field of Object.keys(channels) as (keyof typeof channels)[]) {
    for (const id of document[field])
      senders.set(senderKey(channels[field], id), { id, channel: channels[field], space })
  }
  for (const [number, settings] of Object.entries(document.numberStates)) numbers.set(number, settings)
  if (document.waba !== undefined && document.wabaState !== undefined)
    wabas.set(document.waba, document.wabaState)
  for (const template of document.templates) addTemplate(templates, toTemplate(template, space))
  for (const { name, language, at } of document.deletedTemplates)
    deletedNames.set(nameKey(space.id, name, language), {
      spaceId: space.id,
      name,
      language,
      deletedAt: Date.parse(at),
    })
  if (document.metricsSince !== undefined) metricsSince.set(space.id, Date.parse(document.metricsSince))
}

function toKey(
  { expires, securityToken, publicKey, ...key }: AccessKeyDocument,
  account: Account,
  user: User | undefined,
): AccessKey {
  return {
    ...key,
    signs: { acs3: createHmacKey(key.secret), rpcV1: signingKey(key.secret) },
    account,
    user,
    securityToken,
    publicKey,
    expiresAt: expires === undefined ? undefined : Date.parse(expires),
  }
}
