import { describe, expect, it } from 'vitest'
import { numberKey } from '../../../mock-server/world/receivers.ts'
import { mockUnderTest, type MockUnderTest } from '../../mock-under-test.ts'
import { keys, type Parameters } from '../../signed-requests.ts'
import { ask } from '../../template-calls.ts'

const number = '8613900000001'
const urls = { StatusCallbackUrl: 'http://127.0.0.1:9/status', UpCallbackUrl: 'https://127.0.0.1:9/inbound' }
const update = (changes: Parameters = {}, mock = mockUnderTest()) =>
  ask(mock, 'UpdatePhoneWebhook', { PhoneNumber: number, ...changes })
const receiver = (mock: MockUnderTest) => mock.world.receivers.get(numberKey('cams-demo0001', number))

describe('the callbacks of a number', () => {
  it('are what the call says', async () => {
    const mock = mockUnderTest()
    const { body } = await update({ ...urls, HttpFlag: 'Y', QueueFlag: 'Y' }, mock)
    expect(Object.keys(body)).toEqual(['RequestId', 'Code', 'Message'])
    expect(receiver(mock)).toEqual({
      statusUrl: urls.StatusCallbackUrl,
      inboundUrl: urls.UpCallbackUrl,
      auditUrl: undefined,
      http: true,
      queue: true,
    })
    expect([...mock.world.receivers.entries()]).toHaveLength(1)
  })

  it('are pushed and not queued unless a flag says otherwise', async () => {
    const mock = mockUnderTest()
    await update(urls, mock)
    expect(receiver(mock)).toMatchObject({ http: true, queue: false })
    await update({ HttpFlag: 'N', QueueFlag: 'Y' }, mock)
    expect(receiver(mock)).toMatchObject({ http: false, queue: true })
  })

  it('stay as they were where the call says nothing, an address of audits included', async () => {
    const mock = mockUnderTest()
    mock.world.receivers.set(numberKey('cams-demo0001', number), {
      statusUrl: 'http://old/',
      inboundUrl: 'http://old/',
      auditUrl: 'http://audit/',
      http: false,
      queue: true,
    })
    await update({ StatusCallbackUrl: urls.StatusCallbackUrl, UpCallbackUrl: '' }, mock)
    expect(receiver(mock)).toEqual({
      statusUrl: urls.StatusCallbackUrl,
      inboundUrl: 'http://old/',
      auditUrl: 'http://audit/',
      http: false,
      queue: true,
    })
  })

  it('are as before in forks and after going back', async () => {
    const mock = mockUnderTest()
    const fork = await mock.demo.fork()
    await update(urls, mock)
    expect(mock.worlds.get(fork.id)?.receivers.has(numberKey('cams-demo0001', number))).toBe(false)
    await mock.demo.reset()
    expect(receiver(mock)).toBeUndefined()
  })

  it('receive what happens from then on', async () => {
    const mock = mockUnderTest()
    await update({ QueueFlag: 'Y' }, mock)
    await mock.send()
    await mock.demo.advance('1h')
    const statuses = mock.world.queues
      .peek('Alicom-Queue-1000000000000001-ChatAppStatus', mock.clock.now(), 10)
      .map(({ body }) => (JSON.parse(body) as { Status: string }).Status)
    expect(statuses).toEqual(['Sent', 'Delivered', 'Read'])
  })

  it.each<[string, Parameters, code: string, rule: string]>([
    [
      'the number is not of the space',
      { PhoneNumber: '8613900000009' },
      'ERR-OPERATION-MAAP-0065',
      'number.is-bound',
    ],
    [
      'the number is a service of viber',
      { PhoneNumber: '90010001' },
      'ERR-OPERATION-MAAP-0065',
      'number.is-bound',
    ],
    [
      'the number has a plus sign',
      { PhoneNumber: `+${number}` },
      'InvalidParameter.PhoneNumberError',
      'number.is-numeric',
    ],
    [
      'the number is missing',
      { PhoneNumber: undefined },
      'MissingPhoneNumber',
      'gateway.parameters-fit-their-types',
    ],
    [
      'the space is missing',
      { CustSpaceId: undefined },
      'MissingCustSpaceId',
      'gateway.parameters-fit-their-types',
    ],
    [
      'the space is of somebody else',
      { CustSpaceId: 'cams-demo0002' },
      'Unknown.ResourceOwnerId',
      'space.belongs-to-caller',
    ],
    [
      'HttpFlag is neither Y nor N',
      { HttpFlag: 'y' },
      'InvalidHttpFlag',
      'gateway.parameters-fit-their-types',
    ],
    [
      'QueueFlag is neither Y nor N',
      { QueueFlag: 'true' },
      'InvalidQueueFlag',
      'gateway.parameters-fit-their-types',
    ],
    [
      'the status address is none',
      { StatusCallbackUrl: '127.0.0.1:9' },
      'InvalidStatusCallbackUrl',
      'webhook.urls-are-web-addresses',
    ],
    [
      'the inbound address is a file',
      { UpCallbackUrl: 'file:///etc/passwd' },
      'InvalidUpCallbackUrl',
      'webhook.urls-are-web-addresses',
    ],
  ])('do not change when %s', async (_, changes, code, rule) => {
    const mock = mockUnderTest()
    const reply = await update(changes, mock)
    expect([reply.code, reply.rule, reply.status]).toEqual([code, rule, 400])
    expect([...mock.world.receivers.entries()]).toEqual([])
  })

  it('are refused to a RAM user who may only read', async () => {
    const reply = await mockUnderTest().call(
      { CustSpaceId: 'cams-demo0001', PhoneNumber: number },
      { action: 'UpdatePhoneWebhook', key: keys.reader },
    )
    expect(reply.code).toBe('Ram.PermissionDeny')
  })
})
