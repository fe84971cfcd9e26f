import { createClient, defaultCredentials } from 'chatapp-mock/sdk'
import { createApp } from './app.ts'

const {
  CHATAPP_ENDPOINT = 'http://127.0.0.1:4010',
  CHATAPP_FROM = '8613900000001',
  CHATAPP_SPACE = 'cams-demo0001',
  CHATAPP_TEMPLATE = '1119000000000000001',
  PORT = '3000',
} = process.env

createApp(createClient({ endpoint: CHATAPP_ENDPOINT, credentials: defaultCredentials() }), {
  from: CHATAPP_FROM,
  space: CHATAPP_SPACE,
  template: CHATAPP_TEMPLATE,
}).listen(Number(PORT))
