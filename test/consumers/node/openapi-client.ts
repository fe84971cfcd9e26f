// The generic call of @alicloud/openapi-client with everything in the query of an empty POST, as clients
// generated since mid-2025 send it. Usage: tsx openapi-client.ts v3|v1
import openapi, { Config, OpenApiRequest, Params } from '@alicloud/openapi-client'
import { RuntimeOptions } from '@alicloud/tea-util'
import { describeTeaError } from './describe-tea-error.ts'
import { endpoint, runCases } from './run-cases.ts'

interface SendResult {
  readonly statusCode: number
  readonly body: {
    readonly Code: string
    readonly Message: string
    readonly RequestId: string
    readonly GroupMessageId: string
  }
}

const mode = process.argv[2] ?? 'v3'

const params = new Params({
  action: 'SendChatappMassMessage',
  version: '2020-06-06',
  protocol: 'HTTPS',
  pathname: '/',
  method: 'POST',
  authType: 'AK',
  style: 'RPC',
  reqBodyType: 'formData',
  bodyType: 'json',
})

await runCases(
  `node-query-${mode}`,
  '@alicloud/openapi-client',
  async (message, { accessKeyId, accessKeySecret, securityToken }) => {
    const config = new Config({ endpoint, protocol: 'http', accessKeyId, accessKeySecret })
    if (securityToken !== '') config.securityToken = securityToken
    if (mode === 'v1') config.signatureAlgorithm = 'v2'
    const client = new openapi.default(config)
    const request = new OpenApiRequest({
      query: { ...message, SenderList: JSON.stringify(message.SenderList) },
    })
    const { statusCode, body } = (await client.callApi(
      params,
      request,
      new RuntimeOptions({}),
    )) as unknown as SendResult
    return {
      code: body.Code,
      groupMessageId: body.GroupMessageId,
      requestId: body.RequestId,
      status: statusCode,
      message: body.Message,
    }
  },
  describeTeaError,
)
