import { didYouMean, nearest } from '../../../contracts/nearest.ts'
import type { JsonSchema } from '../../../contracts/operation.ts'
import { curatedOperations } from '../../../contracts/operations/index.ts'
import { visible } from '../../../contracts/visible.ts'
import { commonParameters } from '../../../contracts/wire/system-parameters.ts'

/** A parameter that came and was not read. */
export interface UnreadName {
  readonly name: string
  /** The parameter it most likely stands for. */
  readonly means: string | undefined
  readonly says: string
}

type Properties = Readonly<Record<string, JsonSchema>>

/** What other services and libraries call these parameters. */
const otherNames: Readonly<Record<string, string>> = {
  nonce: 'SignatureNonce',
  sign: 'Signature',
  sig: 'Signature',
  accesskey: 'AccessKeyId',
  ak: 'AccessKeyId',
  date: 'Timestamp',
  time: 'Timestamp',
  region: 'RegionId',
  apiversion: 'Version',
  token: 'SecurityToken',
  ststoken: 'SecurityToken',
  lang: 'Language',
  channel: 'ChannelType',
  recipients: 'SenderList',
  sender: 'From',
  template: 'TemplateCode',
}

const innerNames: Readonly<Record<string, string>> = {
  pagenumber: 'Page.Index',
  pagenum: 'Page.Index',
  pageno: 'Page.Index',
  currentpage: 'Page.Index',
  page: 'Page.Index',
  limit: 'Page.Size',
  maxresults: 'Page.Size',
  offset: 'Page.Index',
}

const plainly = (name: string): string => name.replaceAll(/[\s_.[\]()-]/g, '').toLowerCase()

/**
 * Says of a parameter that the operation does not have what it most likely stands for, and how that is written.
 * @param properties those of the operation's input
 * @param dotted whether dotted names are read
 */
export function unreadName(
  name: string,
  operation: string,
  properties: Properties,
  dotted: boolean,
): UnreadName {
  const shown = visible(name.slice(0, 100))
  const known = [...Object.keys(properties), ...commonParameters]
  const split = /^([^.[]+)(\.|\[)(.*)$/s.exec(name)
  const root =
    split === null ? undefined : known.find((each) => plainly(each) === plainly(split[1] as string))
  if (split !== null && root !== undefined && Object.hasOwn(properties, root))
    return {
      name,
      means: root,
      says: nestedName(shown, root, properties[root] as JsonSchema, split[2] === '[', dotted),
    }

  const same =
    known.find((each) => plainly(each) === plainly(name)) ??
    known.find((each) => each === otherNames[plainly(name)])
  if (same !== undefined)
    return {
      name,
      means: same,
      says: `${shown} is no parameter of ${operation || 'any operation'} and was ignored. Did you mean ${same}? Names are read in their exact spelling.`,
    }

  const inner = innerPlace(name, properties)
  if (inner !== undefined)
    return {
      name,
      means: inner.root,
      says: `${shown} is no parameter of ${operation} and was ignored. ${inner.says}`,
    }

  const near = name.length > 3 ? nearest(name, known) : undefined
  if (near !== undefined)
    return {
      name,
      means: near,
      says: `${shown} is no parameter of ${operation || 'any operation'} and was ignored.${didYouMean(name, known)}`,
    }
  const others = operationsWith(name)
  return {
    name,
    means: undefined,
    says: `${shown} is no parameter of ${operation || 'any operation'} and was ignored.${others.length === 0 ? '' : ` It is one of ${others.slice(0, 4).join(', ')}.`}`,
  }
}

function nestedName(
  shown: string,
  root: string,
  schema: JsonSchema,
  brackets: boolean,
  dotted: boolean,
): string {
  const json =
    schema.type === 'array' ? `${root}=[{…}]` : schema.type === 'object' ? `${root}={…}` : `${root}=…`
  if (brackets)
    return `${shown} is ${root} in the bracket form that PHP's http_build_query and jQuery write; it was not read. ${root} is one parameter with JSON text: ${json}.`
  if (dotted)
    return `${shown} is ${root} in a dotted form that cannot be read: lists count from 1, as in ${root}.1. ${root} is one parameter with JSON text: ${json}.`
  return `${shown} is ${root} in the dotted form; it was not read. ${root} is one parameter with JSON text: ${json}. The switch --assume dottedLists=read reads the dotted form.`
}

/** Where a name belongs that is a key of a list's entries or of an object: `TemplateParams` in `SenderList`, `PageSize` as `Size` in `Page`. */
function innerPlace(
  name: string,
  properties: Properties,
): { readonly root: string; readonly says: string } | undefined {
  const wanted = plainly(name)
  for (const [root, schema] of Object.entries(properties)) {
    const keys = Object.keys((schema.type === 'array' ? schema.items : schema)?.properties ?? {})
    const alias = innerNames[wanted]
    const key = keys.find(
      (each) => plainly(each) === wanted || plainly(root + each) === wanted || `${root}.${each}` === alias,
    )
    if (key === undefined) continue
    return {
      root,
      says:
        schema.type === 'array'
          ? `It belongs into each entry of ${root}: ${root}=[{"${key}":…}].`
          : `Did you mean ${root}? It is one parameter with JSON text: ${root}={"${key}":…}.`,
    }
  }
  return undefined
}

/** Which operations with state have a parameter of the name. */
const operationsWith = (name: string): string[] =>
  Object.values(curatedOperations)
    .filter(({ input }) => Object.hasOwn(input.shape, name))
    .map((operation) => operation.name)
