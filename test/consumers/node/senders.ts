// Calls with the vendor's clients for Node, for the programs of this folder and for tests.
import cams, * as models from '@alicloud/cams20200606'
import { Config } from '@alicloud/openapi-client'
import RPCClient from '@alicloud/pop-core'
import type { Send } from './run-cases.ts'

export interface SenderOptions {
  readonly endpoint: string
  readonly protocol?: string
  /** Milliseconds. */
  readonly timeout?: number | undefined
}

/** The package is CommonJS: its class arrives as the default export, or as `default` of it. */
const Client = (cams as { default?: typeof cams.default }).default ?? (cams as unknown as typeof cams.default)

/** The generated client @alicloud/cams20200606. */
export const camsSender =
  (mode: 'v3' | 'v1', { endpoint, protocol = 'http', timeout }: SenderOptions): Send =>
  async (message, { accessKeyId, accessKeySecret, securityToken }) => {
    const config = new Config({
      endpoint,
      protocol,
      accessKeyId,
      accessKeySecret,
      ...(timeout === undefined ? {} : { readTimeout: timeout }),
    })
    if (securityToken !== '') config.securityToken = securityToken
    if (mode === 'v1') config.signatureAlgorithm = 'v2'
    const { statusCode, body } = await new Client(config).sendChatappMassMessage(
      new models.SendChatappMassMessageRequest({
        custSpaceId: message.CustSpaceId,
        channelType: message.ChannelType,
        templateCode: message.TemplateCode,
        language: message.Language,
        from: message.From,
        ...(message.Tag === undefined ? {} : { tag: message.Tag }),
        senderList: message.SenderList.map(
          ({ To, TemplateParams }) =>
            new models.SendChatappMassMessageRequestSenderList({ to: To, templateParams: TemplateParams }),
        ),
      }),
    )
    const { code, groupMessageId, requestId, message: text } = body ?? {}
    return { code, groupMessageId, requestId, status: statusCode, message: text }
  }

interface SendResult {
  readonly Code: string
  readonly Message: string
  readonly RequestId: string
  readonly GroupMessageId: string
}

/** The older client @alicloud/pop-core. */
export const popSender =
  (method: string, { endpoint, protocol = 'http', timeout }: SenderOptions): Send =>
  async (message, { accessKeyId, accessKeySecret, securityToken }) => {
    const client = new RPCClient({
      endpoint: `${protocol}://${endpoint}`,
      apiVersion: '2020-06-06',
      accessKeyId,
      accessKeySecret,
      ...(securityToken === '' ? {} : { securityToken }),
    })
    const parameters = { ...message, SenderList: JSON.stringify(message.SenderList) }
    const result = await client.request<SendResult>('SendChatappMassMessage', parameters, {
      method,
      ...(timeout === undefined ? {} : { timeout }),
    })
    // pop-core hands back the body alone; an answer it takes for a success was not looked at for its status.
    return {
      code: result.Code,
      groupMessageId: result.GroupMessageId,
      requestId: result.RequestId,
      status: undefined,
      message: result.Message,
    }
  }
