// The older client @alicloud/pop-core. Usage: tsx pop-core.ts get|post
import RPCClient from '@alicloud/pop-core'
import { endpoint, runCases } from './run-cases.ts'

interface SendResult {
  readonly Code: string
  readonly Message: string
  readonly RequestId: string
  readonly GroupMessageId: string
}

interface PopCoreError {
  readonly code?: string
  readonly message: string
  readonly data?: { readonly RequestId?: string }
  readonly entry?: { readonly response: { readonly statusCode: number } }
}

const method = (process.argv[2] ?? 'post').toUpperCase()

await runCases(
  `node-pop-${method.toLowerCase()}`,
  '@alicloud/pop-core',
  async (message, { accessKeyId, accessKeySecret, securityToken }) => {
    const client = new RPCClient({
      endpoint: `http://${endpoint}`,
      apiVersion: '2020-06-06',
      accessKeyId,
      accessKeySecret,
      ...(securityToken === '' ? {} : { securityToken }),
    })
    const parameters = { ...message, SenderList: JSON.stringify(message.SenderList) }
    const result = await client.request<SendResult>('SendChatappMassMessage', parameters, { method })
    // pop-core hands back the body alone; an answer it takes for a success was not looked at for its status.
    return { code: result.Code, groupMessageId: result.GroupMessageId, requestId: result.RequestId, status: undefined, message: result.Message }
  },
  (error) => {
    const { code, message, data, entry } = error as PopCoreError
    return { code, message, requestId: data?.RequestId, status: entry?.response.statusCode }
  },
)
