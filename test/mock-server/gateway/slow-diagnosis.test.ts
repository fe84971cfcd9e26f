import { expect, it, vi } from 'vitest'
import { isUnsettled, settle } from '../../../contracts/slow-text.ts'
import * as acs3 from '../../../contracts/signature/acs3.ts'
import { mockUnderTest } from '../../mock-under-test.ts'
import { recipients } from '../../signed-requests.ts'

const wrongSecret = { key: { id: 'mock-ak-1', secret: 'not-the-secret' } }

it('answers a wrong signature before its mistake is searched for', async () => {
  const mock = mockUnderTest()
  const hashes = vi.spyOn(acs3, 'stringToSign')
  const { code } = await mock.send({ SenderList: recipients(1000) }, wrongSecret)
  expect(code).toBe('SignatureDoesNotMatch')
  hashes.mockRestore()
  const refusal = mock.exchanges[0]?.refusal
  expect(isUnsettled(refusal)).toBe(true)
  let steps = 0
  await settle(refusal, (run) => {
    steps++
    queueMicrotask(run)
  })
  expect(steps).toBeGreaterThan(5)
  expect(isUnsettled(refusal)).toBe(false)
  expect(refusal?.explanation).toContain('The secret is not the one of mock-ak-1')
})

it('finds the mistake when the explanation is read first', async () => {
  const mock = mockUnderTest()
  await mock.send({}, wrongSecret)
  expect(mock.exchanges[0]?.refusal?.explanation).toContain('The secret is not the one of mock-ak-1')
  expect(JSON.stringify(mock.exchanges[0]?.refusal)).toContain('The secret is not the one of mock-ak-1')
})

it('does not search a request of thousands of parameters or signed headers', async () => {
  const mock = mockUnderTest()
  const many = Object.fromEntries(Array.from({ length: 40_000 }, (_, index) => [`Parameter${index}`, 'x']))
  await mock.send(many, { ...wrongSecret, scheme: 'v1' })
  const refusal = mock.exchanges[0]?.refusal
  let steps = 0
  await settle(refusal, (run) => {
    steps++
    queueMicrotask(run)
  })
  expect(steps).toBe(0)
  expect(refusal?.explanation).toContain('Possible causes')
})
