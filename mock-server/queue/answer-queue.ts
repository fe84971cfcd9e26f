import { createHash } from 'node:crypto'
import type { HttpReply, HttpRequest } from '../../contracts/http.ts'
import { parseReceiptHandles, renderQueueXml, type Element } from '../../contracts/wire/queue-xml.ts'
import type { Timer } from '../ports/timer.ts'
import { queueName } from '../receipts/destinations.ts'
import type { QueueMessage } from '../world/stores/queues.ts'
import type { Receipt } from '../world/receipt.ts'
import type { Account } from '../world/directory.ts'
import type { World } from '../world/world.ts'
import { authenticateQueue } from './authenticate-queue.ts'
import { awaitVisible } from './await-visible.ts'
import { QueueError } from './queue-errors.ts'
import { toQueueItem } from './queue-item.ts'

const types: readonly Receipt['type'][] = ['ChatAppStatus', 'ChatAppInbound', 'ChatAppAudit']
/** Seconds for which a received message is hidden. */
const visibilitySeconds = 30
const mostMessages = 16
const longestWait = 30

/**
 * Answers a request to the queue service: receive, peek, delete, change visibility, attributes.
 * @param worldOf the world of a key
 * @param stopping aborted when the server stops: a client that waits for a message is answered at once
 */
export async function answerQueue(
  request: HttpRequest,
  worldOf: (keyId: string) => World,
  timer: Timer,
  stopping?: AbortSignal,
): Promise<HttpReply> {
  const requestId = requestIdOf(request)
  try {
    const { world, account } = authenticateQueue(request, worldOf)
    const answer = await carryOut(request, world, account, timer, stopping)
    return reply(
      answer.status,
      requestId,
      answer.root === undefined ? '' : await renderQueueXml(answer.root, answer.content),
    )
  } catch (error) {
    if (!(error instanceof QueueError)) throw error
    return refusal(error, request)
  }
}

async function refusal({ code, message, status }: QueueError, request: HttpRequest): Promise<HttpReply> {
  const requestId = requestIdOf(request)
  const content = {
    Code: code,
    Message: message,
    RequestId: requestId,
    HostId: `http://${request.headers['host'] ?? ''}`,
  }
  return reply(status, requestId, await renderQueueXml('Error', content))
}

const requestIdOf = ({ headers, url }: HttpRequest): string =>
  createHash('md5')
    .update(`${headers['authorization'] ?? ''}${url}`)
    .digest('hex')
    .slice(0, 24)
    .toUpperCase()

interface QueueAnswer {
  readonly status: number
  /** Undefined: there is no body. */
  readonly root?: string
  readonly content: Element
}

async function carryOut(
  { method, url, body }: HttpRequest,
  world: World,
  account: Account,
  timer: Timer,
  stopping: AbortSignal | undefined,
): Promise<QueueAnswer> {
  if (!/^\/queues[\w\-./?=&%]*$/.test(url) || !URL.canParse(url, 'http://queue'))
    throw new QueueError('InvalidRequestURL')
  const { pathname, searchParams } = new URL(url, 'http://queue')
  const [, root, name, part, ...rest] = pathname.split('/')
  if (root !== 'queues' || rest.length > 0 || (part !== undefined && part !== 'messages'))
    throw new QueueError('InvalidRequestURL')
  if (name === undefined || name === '') throw new QueueError('Unsupported')
  const queue = ownQueue(name, account, world)
  // The clients spell these names with and without a capital.
  const given = (parameter: string): string | undefined =>
    [...searchParams].find(([each]) => each.toLowerCase() === parameter.toLowerCase())?.[1]
  if (part === undefined) {
    if (method === 'GET') return { status: 200, root: 'Queue', content: attributesOf(queue, world) }
    throw new QueueError('Unsupported')
  }
  if (method === 'GET') return receive(given)
  if (method === 'DELETE')
    return given('ReceiptHandle') === undefined && body.length > 0
      ? deleteAll(await parseReceiptHandles(Buffer.from(body).toString()))
      : deleteOne(given('ReceiptHandle'))
  if (method === 'PUT') return changeVisibility(given('receiptHandle'), given('visibilityTimeout'))
  throw new QueueError('Unsupported')

  async function receive(parameter: typeof given): Promise<QueueAnswer> {
    const count = wholeNumber(parameter('numOfMessages'), 1, mostMessages)
    const wait = wholeNumber(parameter('waitseconds'), 0, longestWait) ?? 0
    const peek = parameter('peekonly') === 'true'
    // Time that stands still brings nothing.
    if (!peek && wait > 0 && world.clock.kind === 'system')
      await awaitVisible(world, queue, wait * 1000, timer, stopping)
    const now = world.clock.now()
    const messages = peek
      ? world.queues.peek(queue, now, count ?? 1)
      : world.queues.receive(queue, now, count ?? 1, visibilitySeconds * 1000)
    if (messages.length === 0) throw new QueueError('MessageNotExist')
    const described = messages.map((message) => describe(message, peek))
    return count === undefined
      ? { status: 200, root: 'Message', content: described[0] as Element }
      : { status: 200, root: 'Messages', content: { Message: described } }
  }

  function deleteOne(handle: string | undefined): QueueAnswer {
    if (!handle) throw new QueueError('MissingReceiptHandle')
    if (!world.queues.remove(queue, handle, world.clock.now())) throw new QueueError('MessageNotExist')
    return { status: 204, content: {} }
  }

  function deleteAll(handles: string[] | undefined): QueueAnswer {
    if (handles === undefined) throw new QueueError('MalformedXML')
    if (handles.length === 0 || handles.length > mostMessages) throw new QueueError('InvalidArgument')
    const failed = handles.filter((handle) => !world.queues.remove(queue, handle, world.clock.now()))
    if (failed.length === 0) return { status: 204, content: {} }
    return {
      status: 404,
      root: 'Errors',
      content: {
        Error: failed.map((ReceiptHandle) => ({
          ErrorCode: 'MessageNotExist',
          ErrorMessage: 'Message not exist.',
          ReceiptHandle,
        })),
      },
    }
  }

  function changeVisibility(handle: string | undefined, seconds: string | undefined): QueueAnswer {
    if (!handle) throw new QueueError('MissingReceiptHandle')
    if (!seconds) throw new QueueError('MissingVisibilityTimeout')
    const message = world.queues.hide(
      queue,
      handle,
      world.clock.now(),
      (wholeNumber(seconds, 1, 43_200) ?? 1) * 1000,
    )
    if (message === undefined) throw new QueueError('MessageNotExist')
    return {
      status: 200,
      root: 'ChangeVisibility',
      content: { ReceiptHandle: message.handle, NextVisibleTime: message.visibleAt },
    }
  }
}

/** The name, if it is one of the account's queues. Throws `QueueError`. */
function ownQueue(name: string, { uid }: Account, { directory }: World): string {
  if (types.some((type) => queueName(uid, type) === name)) return name
  const ofAnother = [...directory.accounts.keys()].some((other) =>
    types.some((type) => queueName(other, type) === name),
  )
  throw new QueueError(ofAnother ? 'AccessDenied' : 'QueueNotExist')
}

function wholeNumber(text: string | undefined, least: number, most: number): number | undefined {
  if (text === undefined) return undefined
  if (!/^\d{1,6}$/.test(text) || Number(text) < least || Number(text) > most)
    throw new QueueError('InvalidArgument')
  return Number(text)
}

function describe(
  { id, body, enteredAt, visibleAt, firstReceivedAt, receivedCount, handle }: QueueMessage,
  peek: boolean,
): Element {
  const text = Buffer.from(toQueueItem(body)).toString('base64')
  return {
    MessageId: id,
    ...(peek ? {} : { ReceiptHandle: handle }),
    MessageBody: text,
    MessageBodyMD5: createHash('md5').update(text).digest('hex').toUpperCase(),
    EnqueueTime: enteredAt,
    ...(peek ? {} : { NextVisibleTime: visibleAt }),
    FirstDequeueTime: firstReceivedAt ?? enteredAt,
    DequeueCount: receivedCount,
    Priority: 8,
  }
}

function attributesOf(queue: string, { queues, clock }: World): Element {
  const now = clock.now()
  const all = queues.size(queue)
  const active = queues.peek(queue, now, Infinity).length
  return {
    QueueName: queue,
    CreateTime: 0,
    LastModifyTime: 0,
    VisibilityTimeout: visibilitySeconds,
    MaximumMessageSize: 65_536,
    MessageRetentionPeriod: 345_600,
    DelaySeconds: 0,
    PollingWaitSeconds: 0,
    ActiveMessages: active,
    InactiveMessages: all - active,
    DelayMessages: 0,
    LoggingEnabled: 'False',
  }
}

/** The answer to a defect of the emulator itself. */
export const queueDefect = (request: HttpRequest): Promise<HttpReply> =>
  refusal(new QueueError('InternalError'), request)

const reply = (status: number, requestId: string, body: string): HttpReply => ({
  status,
  headers: {
    ...(body === '' ? {} : { 'content-type': 'text/xml;charset=utf-8' }),
    'content-length': String(Buffer.byteLength(body)),
    'x-mns-request-id': requestId,
    'x-mns-version': '2015-06-06',
  },
  body,
})
