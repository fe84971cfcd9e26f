// An application as it runs in production: the vendor's SDK, its live endpoint, one send.
import openapi from '@alicloud/openapi-client'
import { RuntimeOptions } from '@alicloud/tea-util'

const client = new openapi.default(
  new openapi.Config({
    endpoint: 'cams.ap-southeast-1.aliyuncs.com',
    accessKeyId: process.env.ALIBABA_CLOUD_ACCESS_KEY_ID,
    accessKeySecret: process.env.ALIBABA_CLOUD_ACCESS_KEY_SECRET,
  }),
)
const { body } = await client.callApi(
  new openapi.Params({
    action: 'SendChatappMassMessage',
    version: '2020-06-06',
    protocol: 'HTTPS',
    pathname: '/',
    method: 'POST',
    authType: 'AK',
    style: 'RPC',
    reqBodyType: 'formData',
    bodyType: 'json',
  }),
  new openapi.OpenApiRequest({
    query: {
      CustSpaceId: 'cams-demo0001',
      ChannelType: 'whatsapp',
      From: '8613900000001',
      TemplateCode: '1119000000000000001',
      Language: 'en',
      TaskId: 'live-host',
      SenderList: JSON.stringify([{ To: '8613800000001', TemplateParams: { name: 'Kim', order: '1' } }]),
    },
  }),
  new RuntimeOptions({}),
)
console.log(body.Code)
