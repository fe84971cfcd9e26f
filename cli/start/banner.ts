import type { Sender } from '../../mock-server/world/directory.ts'
import { variablesOf } from '../../mock-server/messages/template-variables.ts'
import type { World } from '../../mock-server/world/world.ts'
import { version } from '../../mock-server/ports/version.ts'

/** What is known about a server that has just started. */
export interface Started {
  readonly url: string
  readonly control: string
  readonly seed: number
  readonly world: World
  readonly httpsUrl?: string
  /** File the CA certificate was written to. */
  readonly ca?: string
}

interface Example {
  readonly accessKeyId: string
  readonly accessKeySecret: string
  readonly from: string
  readonly channel: string
  readonly space: string
  readonly templateCode: string
  readonly language: string
  readonly variables: readonly string[]
}

/** The first words of a server, for people and for programs. */
export const banner = {
  json: (started: Started): Record<string, unknown> => {
    const { world, ...rest } = started
    const { accessKeyId, accessKeySecret } = exampleOf(world)
    return {
      ...rest,
      inspector: `${rest.control}/inspect`,
      world: world.id,
      accessKeyId,
      accessKeySecret,
      version,
    }
  },

  text: ({ url, control, seed, world, httpsUrl, ca }: Started): string => {
    const example = exampleOf(world)
    const rows = [
      ['Endpoint', url],
      ...(httpsUrl === undefined ? [] : [['', `${httpsUrl}${ca === undefined ? '' : `  (trust ${ca})`}`]]),
      ['Control', control],
      ['Inspector', `${control}/inspect`],
      ['Key', example.accessKeyId],
      ['Secret', example.accessKeySecret],
      [
        'World',
        `${world.id}, seed ${seed}${world.options.lenient ? ', lenient' : ''}${world.options.throttled ? '' : ', rates lifted'}`,
      ],
    ]
    return `
  chatapp-mock ${version}: Chat App Message Service (cams 2020-06-06), emulated

${rows.map(([name = '', value]) => `  ${name.padEnd(10)}${value}`).join('\n')}

  A first message with the official Node SDK (npm i @alicloud/cams20200606):

${indent(sendExample(url, example))}

  chatapp-mock explain <RequestId> says why an answer is what it is.
  Ctrl+C stops.
`
  },
}

function sendExample(
  url: string,
  { accessKeyId, accessKeySecret, from, channel, space, templateCode, language, variables }: Example,
): string {
  const templateParams = variables.map(
    (name) =>
      `${/^[a-z_]\w*$/i.test(name) ? name : JSON.stringify(name)}: '${sampleValues.get(name) ?? 'sample'}'`,
  )
  return `import cams from '@alicloud/cams20200606'
const { default: Client, SendChatappMassMessageRequest } = cams
const client = new Client({
  endpoint: '${new URL(url).host}', protocol: 'http',
  accessKeyId: '${accessKeyId}', accessKeySecret: '${accessKeySecret}',
})
const { body } = await client.sendChatappMassMessage(
  new SendChatappMassMessageRequest({
    channelType: '${channel}', from: '${from}',
    custSpaceId: '${space}',
    templateCode: '${templateCode}', language: '${language}',
    senderList: [
      { to: '8613800000001'${templateParams.length === 0 ? '' : `, templateParams: { ${templateParams.join(', ')} }`} },
    ],
  }),
)
console.log(body)`
}

/** What the variables of the demo world's templates stand for. */
const sampleValues = new Map([
  ['name', 'Ann'],
  ['order', 'A1'],
])

/** Credentials, sender and template of the world that an example can use. */
function exampleOf({ directory }: World): Example {
  const keys = [...directory.keys.values()]
  const key =
    keys.find(
      ({ active, user, securityToken, account }) =>
        active && user === undefined && securityToken === undefined && account.subscribed,
    ) ?? keys[0]
  const senders = [...directory.senders.values()].filter(({ space }) => space.account === key?.account)
  const templateOf = ({ space, channel }: Sender) =>
    [...directory.templates.values()].find(
      (each) =>
        each.space === space &&
        each.auditStatus === 'pass' &&
        (each.type === 'VIBER') === (channel === 'viber'),
    )
  const sender = senders.find(templateOf) ?? senders[0]
  const template = sender && templateOf(sender)
  return {
    accessKeyId: key?.id ?? '(the world has no key)',
    accessKeySecret: key?.secret ?? '',
    from: sender?.id ?? '',
    channel: sender?.channel ?? 'whatsapp',
    space: sender?.space.id ?? '',
    templateCode: template?.code ?? '',
    language: template?.language ?? 'en',
    variables: variablesOf(template),
  }
}

const indent = (text: string): string => text.replaceAll(/^/gm, '    ')
