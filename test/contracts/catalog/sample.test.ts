import { describe, expect, it } from 'vitest'
import { catalogNames, catalogOperation } from '../../../contracts/catalog/index.ts'
import { sampleAnswer } from '../../../contracts/catalog/sample.ts'
import { mockUnderTest } from '../../mock-under-test.ts'
import { testTime } from '../../signed-requests.ts'

/** Every field of an answer, however deep, with its name. */
function* fieldsOf(value: unknown, name = ''): Generator<readonly [name: string, value: unknown]> {
  if (typeof value !== 'object' || value === null) return void (yield [name, value])
  for (const [key, inner] of Object.entries(value)) yield* fieldsOf(inner, Array.isArray(value) ? name : key)
}

const answers = catalogNames.map((name) => {
  const operation = catalogOperation(name)
  if (operation === undefined) throw new Error(name)
  return { name, answer: sampleAnswer(operation, { given: {}, now: testTime }) }
})

describe('the sample answer of a stub', () => {
  it('is no refusal: it has no AccessDeniedDetail', () => {
    expect(answers.filter(({ answer }) => 'AccessDeniedDetail' in answer).map(({ name }) => name)).toEqual([])
  })

  it('has no time before the one it is made at', () => {
    const past = answers.flatMap(({ name, answer }) =>
      [...fieldsOf(answer)].flatMap(([field, value]) => {
        if (
          !/(Expires?|ExpiryTimestamp|CreateTime|CreatedTime|CreationTimestamp|UpdateTime|NextEligibleTime)$/.test(
            field,
          )
        )
          return []
        const time = typeof value === 'number' ? value * (value < 1e11 ? 1000 : 1) : Date.parse(String(value))
        return time >= testTime - 86_400_000 ? [] : [`${name} ${field}: ${String(value)}`]
      }),
    )
    expect(past).toEqual([])
  })

  it('has addresses and numbers of the form their names promise', () => {
    const all = answers.flatMap(({ answer }) => [...fieldsOf(answer)])
    const of = (pattern: RegExp) =>
      all.filter(([name, value]) => pattern.test(name) && typeof value === 'string')
    for (const [, value] of of(/Url$/)) expect(URL.canParse(String(value))).toBe(true)
    for (const [, value] of of(/^(Phone|Business)Number$/)) expect(value).toMatch(/^\d{7,15}$/)
    for (const [, value] of of(/E?Mail$/)) expect(value).toMatch(/^[^@]+@[^@]+$/)
    expect(of(/Url$/).length).toBeGreaterThan(5)
  })
})

it('answers the values of the call, and times of the world', async () => {
  const mock = mockUnderTest()
  const { body } = await mock.call(
    { CustSpaceId: 'cams-demo0001' },
    { action: 'GetChatappUploadAuthorization' },
  )
  const { Expire } = body['Data'] as { Expire: number }
  expect(Expire).toBe(testTime / 1000 + 3600)
  expect(body).not.toHaveProperty('AccessDeniedDetail')
  const answer = await mock.call(
    { CustSpaceId: 'cams-demo0001', WabaId: '200000000000001' },
    { action: 'ChatappBindWaba' },
  )
  expect(answer.code).toBe('OK')
})
