// The generated client @alicloud/cams20200606. Usage: tsx cams.ts v3|v1
import cams, { SendChatappMassMessageRequest, SendChatappMassMessageRequestSenderList } from '@alicloud/cams20200606'
import { Config } from '@alicloud/openapi-client'
import { describeTeaError } from './describe-tea-error.ts'
import { endpoint, runCases } from './run-cases.ts'

const mode = process.argv[2] ?? 'v3'

await runCases(
  `node-cams-${mode}`,
  '@alicloud/cams20200606',
  async (message, { accessKeyId, accessKeySecret, securityToken }) => {
    const config = new Config({ endpoint, protocol: 'http', accessKeyId, accessKeySecret })
    if (securityToken !== '') config.securityToken = securityToken
    if (mode === 'v1') config.signatureAlgorithm = 'v2'
    // The package is CommonJS: the class is the `default` of its default export.
    const client = new cams.default(config)
    const { statusCode, body } = await client.sendChatappMassMessage(
      new SendChatappMassMessageRequest({
        custSpaceId: message.CustSpaceId,
        channelType: message.ChannelType,
        templateCode: message.TemplateCode,
        language: message.Language,
        from: message.From,
        ...(message.Tag === undefined ? {} : { tag: message.Tag }),
        senderList: message.SenderList.map(
          ({ To, TemplateParams }) => new SendChatappMassMessageRequestSenderList({ to: To, templateParams: TemplateParams }),
        ),
      }),
    )
    const { code, groupMessageId, requestId, message: text } = body ?? {}
    return { code, groupMessageId, requestId, status: statusCode, message: text }
  },
  describeTeaError,
)
