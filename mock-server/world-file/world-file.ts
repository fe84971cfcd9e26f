import { UsageError } from '../../contracts/usage-error.ts'
import { demoDocument } from './demo-document.ts'
import { strayNumbers } from './stray-numbers.ts'
import {
  keyPlaces,
  ownerOf,
  worldDocument,
  type AccountDocument,
  type WorldDocument,
} from './world-document.ts'
import { readYaml } from './yaml-file.ts'

/**
 * Reads a world file, YAML or JSON, together with the demo world if it extends that. Throws `UsageError` with file, line and key of everything that is wrong.
 * @param text content of the file
 * @param file its name, for messages
 */
export async function readWorldFile(text: string, file: string): Promise<WorldDocument> {
  const document = await readYaml(text, file, worldDocument, async ({ extends: base, accounts }) =>
    strayNumbers(accounts, base === 'demo' ? demoDocument().accounts : []),
  )
  try {
    return completeDocument(document, demoDocument)
  } catch (error) {
    throw error instanceof UsageError ? new UsageError(`${file}: ${error.message}`) : error
  }
}

const nothing: WorldDocument = {
  extends: 'nothing',
  accounts: [],
  assumptions: {},
  reviews: { outcomes: [] },
  faults: [],
}

/** The document together with the demo world, if it extends that. Throws `UsageError` as `mergeDocuments` does. */
export const completeDocument = (document: WorldDocument, demo: () => WorldDocument): WorldDocument =>
  mergeDocuments(document.extends === 'demo' ? demo() : nothing, document)

/** Reads a world file as it stands, without the demo world it may extend. Throws `UsageError` as `readWorldFile` does. */
export const parseWorldFile = (text: string, file: string): Promise<WorldDocument> =>
  readYaml(text, file, worldDocument)

/**
 * Adds the accounts of one document to another; of accounts and spaces with the same id the entries are joined. A key may be written anew
 * where it belongs already. Throws `UsageError` when one would change its owner, and when a space says something of a number it has not.
 */
export function mergeDocuments(base: WorldDocument, added: WorldDocument): WorldDocument {
  const owners = new Map(keyPlaces(base.accounts).map((place) => [place.id, place]))
  for (const place of keyPlaces(added.accounts)) {
    const owner = owners.get(place.id)
    if (owner !== undefined && (owner.uid !== place.uid || owner.user !== place.user)) {
      throw new UsageError(
        `The key ${place.id} is ${ownerOf(owner)} already and cannot be ${ownerOf(place)}. Choose another id.`,
      )
    }
  }
  const strays = strayNumbers(added.accounts, base.accounts)
  if (strays.length > 0)
    throw new UsageError(
      strays.map(({ path, message }) => `${path.map(String).join('.')}: ${message}`).join('\n'),
    )
  const accounts = new Map(base.accounts.map((account) => [account.uid, account]))
  for (const account of added.accounts) {
    const existing = accounts.get(account.uid)
    accounts.set(account.uid, existing === undefined ? account : mergeAccounts(existing, account))
  }
  return {
    extends: 'nothing',
    accounts: [...accounts.values()],
    assumptions: { ...base.assumptions, ...added.assumptions },
    reviews: mergeReviews(base.reviews, added.reviews),
    plan: added.plan ?? base.plan,
    pushes: added.pushes ?? base.pushes,
    disorder: added.disorder ?? base.disorder,
    faults: [...base.faults, ...added.faults],
  }
}

/** Outcomes of the added document come first, as the first that fits counts; what both say is said once. */
function mergeReviews(
  base: WorldDocument['reviews'],
  added: WorldDocument['reviews'],
): WorldDocument['reviews'] {
  const known = new Set(added.outcomes.map((outcome) => JSON.stringify(outcome)))
  const after = added.after ?? base.after
  return {
    ...(after === undefined ? {} : { after }),
    outcomes: [...added.outcomes, ...base.outcomes.filter((outcome) => !known.has(JSON.stringify(outcome)))],
  }
}

function mergeAccounts(base: AccountDocument, added: AccountDocument): AccountDocument {
  const spaces = new Map(base.spaces.map((space) => [space.id, space]))
  for (const space of added.spaces) {
    const existing = spaces.get(space.id)
    const joined = existing && {
      ...existing,
      waba: space.waba ?? existing.waba,
      wabaState:
        existing.wabaState && space.wabaState
          ? { ...existing.wabaState, ...space.wabaState }
          : (space.wabaState ?? existing.wabaState),
      numbers: [...existing.numbers, ...space.numbers],
      numberStates: Object.entries(space.numberStates).reduce(
        (states, [number, state]) => ({ ...states, [number]: { ...states[number], ...state } }),
        existing.numberStates,
      ),
      viber: [...existing.viber, ...space.viber],
      messenger: [...existing.messenger, ...space.messenger],
      instagram: [...existing.instagram, ...space.instagram],
      telegram: [...existing.telegram, ...space.telegram],
      templates: [...existing.templates, ...space.templates],
      callbacks: { ...existing.callbacks, ...space.callbacks },
      deletedTemplates: [...existing.deletedTemplates, ...space.deletedTemplates],
      metricsSince: space.metricsSince ?? existing.metricsSince,
    }
    spaces.set(space.id, joined ?? space)
  }
  const anew = new Set(keyPlaces([added]).map(({ id }) => id))
  const kept = <Key extends { readonly id: string }>(keys: readonly Key[]): Key[] =>
    keys.filter(({ id }) => !anew.has(id))
  const users = base.users.map((user) => ({ ...user, keys: kept(user.keys) }))
  return {
    uid: base.uid,
    subscribed: added.subscribed ?? base.subscribed,
    smsFallback: added.smsFallback ?? base.smsFallback,
    keys: [...kept(base.keys), ...added.keys],
    users: [...users, ...added.users],
    spaces: [...spaces.values()],
    callbacks: added.callbacks ?? base.callbacks,
  }
}
