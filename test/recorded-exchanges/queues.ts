import type { HttpReply } from '../../contracts/http.ts'
import * as mns from '../../contracts/signature/mns.ts'
import { queueName } from '../../mock-server/receipts/destinations.ts'
import { accountKey } from '../../mock-server/world/receivers.ts'
import { receiver, uid } from '../mock-server/receipts/receiving.ts'
import { mockUnderTest, type MockUnderTest } from '../mock-under-test.ts'
import { testTime } from '../signed-requests.ts'
import { note, type Recorded } from './record.ts'

interface Token {
  readonly AccessKeyId: string
  readonly AccessKeySecret: string
  readonly SecurityToken: string
}

/** Receives, peeks, hides and deletes the receipts of one message from its queue; and what the queue service refuses. */
export async function recordQueues(recorded: Recorded): Promise<void> {
  const mock = mockUnderTest()
  mock.world.receivers.set(accountKey(uid), receiver({ http: false, queue: true }))
  const queue = `/queues/${queueName(uid, 'ChatAppStatus')}`
  const token = (
    await mock.call(
      { MessageType: 'ChatAppStatus' },
      { action: 'QueryTokenForMnsQueue', version: '2017-05-25', nonce: 'token' },
    )
  ).body['MessageTokenDTO'] as Token
  await mock.send({}, { nonce: 'send' })
  await mock.demo.advance('1m')
  const ask = async (
    name: string,
    method: string,
    path: string,
    body = '',
    by = token,
  ): Promise<HttpReply> => {
    const reply = await askQueue(mock, { method, path, body, by })
    note(recorded, `queue: ${name}`, reply)
    return reply
  }
  const messages = `${queue}/messages`
  await ask('attributes', 'GET', queue)
  await ask('peek', 'GET', `${messages}?peekonly=true&numOfMessages=16`)
  const { body } = await ask('receive', 'GET', messages)
  const handle = encodeURIComponent(/<ReceiptHandle>([^<]*)/.exec(body)?.[1] ?? '')
  await ask('hide', 'PUT', `${messages}?receiptHandle=${handle}&visibilityTimeout=60`)
  await ask('delete by an old handle', 'DELETE', `${messages}?ReceiptHandle=${handle}`)
  const rest = await ask('receive sixteen', 'GET', `${messages}?numOfMessages=16`)
  const handles = [...rest.body.matchAll(/<ReceiptHandle>([^<]*)/g)].map(([, each]) => each)
  const listed = handles.map((each) => `<ReceiptHandle>${each}</ReceiptHandle>`).join('')
  await ask('delete several', 'DELETE', messages, `<ReceiptHandles>${listed}</ReceiptHandles>`)
  await ask('delete several again', 'DELETE', messages, `<ReceiptHandles>${listed}</ReceiptHandles>`)
  await ask('delete a list that is broken', 'DELETE', messages, '<ReceiptHandles')
  await ask('receive from an empty queue', 'GET', messages)
  await ask('receive too many', 'GET', `${messages}?numOfMessages=17`)
  await ask('unknown queue', 'GET', '/queues/none/messages')
  await ask('no queue', 'GET', '/queues')
  await ask('unsupported method', 'POST', messages)
  await ask('wrong secret', 'GET', messages, '', { ...token, AccessKeySecret: 'wrong' })
  await ask('wrong token', 'GET', messages, '', { ...token, SecurityToken: 'wrong' })
  await ask('unknown key', 'GET', messages, '', { ...token, AccessKeyId: 'none' })
}

function askQueue(
  mock: MockUnderTest,
  { method, path, body, by }: { method: string; path: string; body: string; by: Token },
): Promise<HttpReply> {
  const headers: Record<string, string> = {
    host: 'queue.test',
    date: new Date(testTime).toUTCString(),
    'content-type': 'text/xml;charset=utf-8',
    'security-token': by.SecurityToken,
    'x-mns-version': '2015-06-06',
  }
  const signature = mns.sign(by.AccessKeySecret, mns.stringToSign(method, headers, path))
  return mock.handle({
    method,
    url: path,
    headers: { ...headers, authorization: `MNS ${by.AccessKeyId}:${signature}` },
    body: new TextEncoder().encode(body),
    secure: false,
  })
}
