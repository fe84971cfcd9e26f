import { describe, expect, it } from 'vitest'
import { ApiError } from '../../../contracts/errors/api-error.ts'
import { catalogNames, catalogOperation } from '../../../contracts/catalog/index.ts'
import { errorTable } from '../../../contracts/errors/index.ts'
import { evidenceClasses } from '../../../contracts/evidence/evidence.ts'
import { createVirtualClock } from '../../../mock-server/ports/clock.ts'
import { allRules, ruleOf } from '../../../mock-server/emulator/rules.ts'
import { mockUnderTest, toReply, type Reply } from '../../mock-under-test.ts'
import { massSend, signed, testTime, type Signing } from '../../signed-requests.ts'
import { randomCalls } from '../adapters/random-calls.ts'

/** Replies to calls of every kind: random ones, and every operation with and without its parameters. */
async function sweep(options: Parameters<typeof mockUnderTest>[0] = {}): Promise<Reply[]> {
  const mock = mockUnderTest(options)
  const replies: Reply[] = []
  for (const { at, request } of randomCalls(6, 600, testTime)) {
    mock.clock.moveTo(at)
    replies.push(await mock.ask(request))
  }
  for (const action of catalogNames) {
    const input = catalogOperation(action)?.example.input ?? {}
    for (const signing of [{ action }, { action, scheme: 'v1', format: 'XML' }] satisfies Signing[])
      replies.push(await mock.call(input, signing), await mock.call({}, signing))
  }
  replies.push(
    toReply(await mock.refuse(new ApiError('MalformedRequest'))),
    toReply(await mock.refuse(new ApiError('RequestTooLarge'))),
  )
  return replies
}

describe('an answer', () => {
  it('names a known rule and the class of its evidence, whatever was asked', async () => {
    const replies = await sweep()
    expect(replies.length).toBeGreaterThan(1200)
    // An answer whose code was assumed says so, even where its rule is documented.
    for (const { rule = '', evidence } of replies)
      expect({ rule, evidence }).toEqual({
        rule: ruleOf(rule)?.id,
        evidence: evidence === 'assumed' ? 'assumed' : ruleOf(rule)?.evidence.class,
      })
  })

  it('names nothing if asked to be silent, and is the same otherwise', async () => {
    const [told, silent] = await Promise.all([sweep(), sweep({ explainInHeaders: false })])
    for (const [index, { headers, text, status }] of silent.entries()) {
      const {
        'x-mock-rule': _rule,
        'x-mock-evidence': _evidence,
        'x-mock-assumption': _assumption,
        ...rest
      } = told[index]?.headers ?? {}
      expect({ status, text, headers }).toEqual({
        status: told[index]?.status,
        text: told[index]?.text,
        headers: rest,
      })
    }
  })

  it('is kept in the journal with rule and evidence, silent or not', async () => {
    const mock = mockUnderTest({ explainInHeaders: false })
    await mock.send({ ChannelType: 'line' })
    expect(mock.exchanges[0]).toMatchObject({
      rule: 'send.channel-is-supported',
      evidence: { class: 'documented', source: expect.stringContaining('error codes') as string },
    })
  })

  it('does not run on the time of the machine', async () => {
    const clock = createVirtualClock(testTime)
    const [{ headers, text }, again] = [
      await mockUnderTest({ clock }).ask(signed(massSend(), { nonce: 'n' })),
      await mockUnderTest({ clock }).ask(signed(massSend(), { nonce: 'n' })),
    ]
    expect(again.headers).toEqual(headers)
    expect(again.text).toBe(text)
  })
})

describe.each(allRules)('the rule $id', ({ id, summary, evidence }) => {
  it('has an id, a sentence and evidence with its source', () => {
    expect(id).toMatch(/^[A-Za-z]+\.[a-z0-9-]+$/)
    expect(summary).toMatch(/^\S.*[.]$/)
    expect(evidenceClasses).toContain(evidence.class)
    expect(evidence.source.length).toBeGreaterThan(10)
  })
})

it('has no two rules of one id', () => {
  expect(new Set(allRules.map(({ id }) => id)).size).toBe(allRules.length)
})

describe.each(Object.entries(errorTable))(
  'the error %s',
  (code, { status, message, evidence, family, chosen }) => {
    it('has a status, a text, and evidence with its source', () => {
      expect(status).toBeGreaterThanOrEqual(400)
      expect(status).toBeLessThan(600)
      expect(message.length).toBeGreaterThan(10)
      expect(['gateway', 'service']).toContain(family)
      expect(evidenceClasses).toContain(evidence.class)
      expect(evidence.source.length).toBeGreaterThan(10)
      expect(chosen.every((part) => part === 'status' || part === 'message')).toBe(true)
    })

    it('answers its own code, with the parameter filled in', () => {
      const error = new ApiError(code as keyof typeof errorTable, { parameter: 'From' })
      expect(error.code).toBe(code.replace('{parameter}', 'From'))
      expect(`${error.code} ${error.message}`).not.toContain('{parameter}')
    })
  },
)
