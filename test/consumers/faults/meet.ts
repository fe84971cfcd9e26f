import type { MockServer } from '../../../mock-server/entry/start-mock-server.ts'
import type { WorldHandle } from '../../../mock-server/entry/world-handle.ts'
import type { Case } from '../node/run-cases.ts'
import type { FaultCase } from './cases.ts'
import type { Outcome } from './outcomes.ts'

/** A case that waits for a client. */
export interface Meeting {
  readonly of: FaultCase
  /** The same as every program of this folder reads it. */
  readonly row: Case
  /** What became of it, once the client has made its calls. */
  outcome(seen: {
    readonly errorType: string | null
    readonly code?: string | null | undefined
  }): Promise<Outcome>
}

/** Prepares a case: in a world of its own, or in the demo world of the server for faults that are of a whole server. */
export async function arrange(of: FaultCase, server: MockServer): Promise<Meeting> {
  const world: WorldHandle =
    of.of === 'http' ? await server.createWorld({ throttled: false, faults: [of.rule] }) : server.demo
  if (of.of !== 'http') {
    await world.reset()
    await world.faults.add(of.rule)
  }
  const sts = of.rule.fault === 'security-token-expired'
  const key = world.keys.find(({ securityToken, active }) => active && (securityToken !== undefined) === sts)
  return {
    of,
    row: {
      case: of.name,
      accessKeyId: key?.id ?? '',
      accessKeySecret: key?.secret ?? '',
      securityToken: key?.securityToken ?? '',
      from: '8613900000001',
      recipients: 1,
      calls: of.calls,
    },
    async outcome({ errorType, code }) {
      const exchanges = await world.journal('operation:SendChatappMassMessage')
      const messages = await world.messages()
      return {
        result: errorType ?? 'ok',
        code: code ?? '',
        calls: exchanges.length,
        carriedOut: messages.length,
      }
    },
  }
}

/** What every program sends. */
export const message = {
  CustSpaceId: 'cams-demo0001',
  ChannelType: 'whatsapp',
  TemplateCode: '1119000000000000001',
  Language: 'en',
} as const
