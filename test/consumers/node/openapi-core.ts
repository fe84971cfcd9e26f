// The generic call of @alicloud/openapi-core, the successor of openapi-client, with everything in the query of
// an empty POST. Usage: tsx openapi-core.ts v3|v1
import openapi from '@alicloud/openapi-core'
import { RuntimeOptions } from '@darabonba/typescript'
import { describeTeaError } from './describe-tea-error.ts'
import { endpoint, runCases } from './run-cases.ts'

const { Config, OpenApiRequest, Params } = openapi.$OpenApiUtil

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
  `node-core-query-${mode}`,
  '@alicloud/openapi-core',
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
