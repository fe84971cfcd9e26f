/*
 * What `chatapp-mock contract --client command` runs for each call: the service is started, asked over HTTP to send what the story says,
 * and stopped. So it is the service's own code, its framework included, whose calls are judged.
 */
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { createClient, defaultCredentials } from 'chatapp-mock/sdk'
import { createApp } from '../app.ts'

interface Input {
  readonly From: string
  readonly CustSpaceId: string
  readonly TemplateCode: string
  readonly SenderList: readonly {
    readonly To: string
    readonly TemplateParams?: { readonly name?: string; readonly order?: string }
  }[]
}

const { From, CustSpaceId, TemplateCode, SenderList } = JSON.parse(await text(process.stdin)) as Input
const client = createClient({
  endpoint: process.env['CHATAPP_ENDPOINT'] ?? '',
  credentials: defaultCredentials(),
  retry: { attempts: 1 },
})
const server = createApp(client, { from: From, space: CustSpaceId, template: TemplateCode }).listen(
  0,
  '127.0.0.1',
)
await new Promise((resolve) => server.once('listening', resolve))
const orders = SenderList.map(({ To, TemplateParams }) => ({
  phone: To,
  name: TemplateParams?.name ?? '',
  number: TemplateParams?.order ?? '',
}))
const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/notices`, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(orders),
})
console.log(response.status, await response.text())
server.close()
